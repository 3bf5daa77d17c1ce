"""An outside service that remembers every post it got, and is slow by chance."""

import json
import os
import random
import signal
import socket
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

# Seconds before it takes a post in, and again before it answers.
SLOWEST = 0.03


class Service:
    """Listens on a port of this machine until `close`."""

    def __init__(self, kill, kills):
        self.arrived = Counter()
        self.lock = threading.Lock()
        self.kill = kill
        self.kill_at = set(random.sample(range(1, 150), kills))
        self.asked = count(1)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def place(self):
        return f"127.0.0.1:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def take(self, key, answer, sender):
        """Take a post in and answer; at some posts, kill who sent it meanwhile."""
        hit = next(self.asked) in self.kill_at
        moment = random.choice(["before", "between", "after"]) if hit else None
        self._pause(moment == "before")
        with self.lock:
            self.arrived[key] += 1
        self._pause(moment == "between")
        answer()
        if moment == "after":
            time.sleep(random.uniform(0, 0.003))
            self.kill()

    def _pause(self, kill):
        time.sleep(random.uniform(0, SLOWEST))
        if kill:
            self.kill()

    def _handler(service):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                key, sender = self.path.strip("/"), int(self.headers["X-Sender"])
                service.take(key, lambda: self.answer(200), sender)

            def do_GET(self):
                with service.lock:
                    known = service.arrived[self.path.strip("/")]
                self.answer(200 if known else 404)

            def answer(self, status):
                body = json.dumps({"id": self.path.strip("/")}).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    return  # who asked was killed

            def log_message(self, *args):
                pass

        return Handler


class Deadly(Service):
    """Kills whoever sent a post, between its answer and what they write of it."""

    def __init__(self):
        super().__init__(kill=None, kills=0)
        self.killed = 0

    def take(self, key, answer, sender):
        with self.lock:
            self.arrived[key] += 1
            self.killed += 1
        if random.random() < 0.7:
            answer()
            time.sleep(random.uniform(0, 0.004))
        os.kill(sender, signal.SIGKILL)


class Hanging:
    """Takes every call and answers none, until `close`."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)

    @property
    def place(self):
        return f"127.0.0.1:{self.socket.getsockname()[1]}"

    def close(self):
        self.socket.close()
