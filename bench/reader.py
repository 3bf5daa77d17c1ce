"""How long a plan takes to read. Usage: python bench/reader.py [FILE]"""

import statistics
import sys
import time
from pathlib import Path

from toasoan.planning.reader import read_document, read_plan

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared" / "seed" / "ke-hoach-2024.txt"
OWN = ROOT / "tests" / "planning" / "reader" / "fixtures" / "ban-mau.txt"
ROUNDS = 30


def milliseconds(text: str) -> float:
    """Return how long one reading takes."""
    start = time.perf_counter()
    read_plan(text)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the median and the slowest reading of a plan."""
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    path = given or (SEED if SEED.exists() else OWN)
    text = read_document(path.read_bytes(), path.name)
    times = [milliseconds(text) for _ in range(ROUNDS)]
    print(
        f"plan reader: {path.name}, {len(text.splitlines())} lines: first"
        f" {times[0]:.1f} ms, median {statistics.median(times):.1f} ms,"
        f" slowest {max(times):.1f} ms (promised: under 50 ms)"
    )


if __name__ == "__main__":
    main()
