"""Print all figures: `make bench`. With TOASOAN_POSTGRES_URL also on PostgreSQL."""

import os
import platform
import subprocess
import sys

EVERYWHERE = ("bench.coverage", "bench.desk", "bench.channels")
HERE = ("bench.reader", "bench.approval")


def main() -> None:
    cores = os.cpu_count()
    print(f"{platform.platform()}, Python {platform.python_version()}, {cores} cores")
    for module in (*HERE, *EVERYWHERE):
        measure(module, {})
    postgres = os.environ.get("TOASOAN_POSTGRES_URL")
    if postgres:
        for module in EVERYWHERE:
            measure(module, {"TOASOAN_DATABASE_URL": postgres})


def measure(module: str, environment: dict[str, str]) -> None:
    """Run one bench in a process of its own, so that none warms up another."""
    subprocess.run(
        [sys.executable, "-m", module], env={**os.environ, **environment}, check=True
    )


if __name__ == "__main__":
    main()
