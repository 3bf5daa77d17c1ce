"""Start, kill and start again the programs of a newsroom."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress

IN_NEWSROOM = (
    "import django; django.setup(); from tests.channels.killing import newsroom;"
)
TOASOAN = [sys.executable, "-m", "toasoan.cli"]
COMMANDS = {
    "worker": [
        *TOASOAN,
        *("manage", "db_worker", "--queue-name", "*"),
        *("--interval", "0.05", "--no-startup-delay"),
    ],
    "clock": [*TOASOAN, "clock"],
    "server": [sys.executable, "-c", f"{IN_NEWSROOM} newsroom.publish()"],
}


class Programs:
    """The worker, the clock and what publishes, each killed with all it started."""

    def __init__(self, folder, migrated):
        """Work in `folder`, on a copy of the empty database `migrated`."""
        shutil.copy(migrated, folder / "kill.sqlite3")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.channels.killing.settings",
            "KILL_TEST_FOLDER": str(folder),
            "PYTHONWARNINGS": "default",
        }
        self.environment.pop("TOASOAN_DATABASE_URL", None)
        self.log = (folder / "log.txt").open("ab")
        self.running = {}
        self.kills = Counter()
        # The service kills from a thread of its own.
        self.lock = threading.RLock()

    def set_up(self, place):
        """Make the newsroom, its channels at `place`."""
        self.run(f"newsroom.set_up({place!r})")

    def run(self, words, timeout=120):
        """Do `words` in the newsroom, in a process of its own, to its end."""
        command = [sys.executable, "-c", f"{IN_NEWSROOM} {words}"]
        subprocess.run(command, env=self.environment, check=True, timeout=timeout)

    def keep_up(self):
        """Start what is down, as the supervisor does."""
        with self.lock:
            for name, command in COMMANDS.items():
                process = self.running.get(name)
                if process is None or process.poll() is not None:
                    self.running[name] = self.begin(command)

    def begin(self, command):
        return subprocess.Popen(
            command,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def kill(self, name="worker"):
        with self.lock:
            process = self.running.pop(name, None)
            if process is None:
                return
            self.end(process)
            self.kills[name] += 1

    def end(self, process):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self):
        for name in list(self.running):
            self.kill(name)
        self.log.close()


def wait_until(true, *, seconds, meanwhile):
    """Call `meanwhile` until `true()`; say False when it took longer."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if true():
            return True
        meanwhile()
        time.sleep(0.02)
    return False
