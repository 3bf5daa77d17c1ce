"""Print the portal's table: `make bench-portal`. Name modules to run only those.

With TOASOAN_POSTGRES_URL search is measured on PostgreSQL too.
"""

import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from bench.portal import FOLDER, KEPT
from bench.portal.rows import AS_LINES, Row, note, read, table

HERE = "bench.portal"
# In the order of the table.
MODULES = (
    "bench.portal_throughput",
    *(
        f"{HERE}.{name}"
        for name in (
            *("freshness", "render", "growth", "rerender", "wire", "lighthouse"),
            *("slow", "search", "memory", "accessible"),
        )
    ),
)
ON_POSTGRES = ("bench.portal.search",)


def main() -> None:
    wanted = {f"{HERE}.{name}" for name in sys.argv[1:]}
    unknown = wanted - set(MODULES)
    if unknown:
        sys.exit(f"no such module: {', '.join(sorted(unknown))}")
    postgres = os.environ.get("TOASOAN_POSTGRES_URL")
    rows: list[Row] = []
    for module in MODULES:
        if wanted and module not in wanted:
            continue
        rows.extend(rows_of(module))
        if postgres and module in ON_POSTGRES:
            rows.extend(rows_of(module, TOASOAN_DATABASE_URL=postgres))
    print(f"{datetime.now(UTC):%Y-%m-%d}. {machine()}\n\n{table(rows)}")


def rows_of(module: str, **environment: str) -> list[Row]:
    """Run one module in a process of its own, so that none warms up another."""
    if find_spec(module) is None:
        return []
    note(f"{module}…")
    done = subprocess.run(
        [sys.executable, "-m", module],
        env={**os.environ, KEPT: str(FOLDER), AS_LINES: "yes", **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    rows = read(done.stdout)
    if done.returncode:
        said = f"ended with {done.returncode}"
        rows.append(Row(what=module, measured=said, promised="–", met=False))
    return rows


def machine() -> str:
    """Return what the figures depend on: machine, system, versions."""
    packages = ("wagtail", "django", "granian")
    known = [f"{name} {version(name)}" for name in packages]
    python = f"Python {platform.python_version()}"
    cores = f"{os.cpu_count()} cores ({processor()})"
    return ", ".join([cores, platform.platform(), python, *known, browser()])


def processor() -> str:
    """Return the name of the processor, where the system tells it."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.machine()


def browser() -> str:
    """Return the version of the browser that measures, if there is one."""
    path = os.environ.get("TOASOAN_CHROMIUM") or shutil.which("chromium")
    if not path:
        return "no Chromium"
    asked = subprocess.run([path, "--version"], capture_output=True, text=True)
    return asked.stdout.strip()


if __name__ == "__main__":
    main()
