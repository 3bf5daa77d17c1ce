"""A row of the table: what, measured, promised, met or not."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

# Set by the runner: rows go out one JSON object a line, for it to read.
AS_LINES = "TOASOAN_BENCH_LINES"
SIGNS = {True: "yes", False: "NO", None: "–"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """`met` is None where nothing could be measured; `measured` then says why."""

    what: str
    measured: str
    promised: str
    met: bool | None


def run(measure: Callable[[], Iterable[Row]]) -> None:
    """Print what `measure` finds, as a table or for the runner."""
    if os.environ.get(AS_LINES):
        for row in measure():
            print(json.dumps(asdict(row), ensure_ascii=False), flush=True)
        return
    print(table(measure()))


def read(lines: str) -> list[Row]:
    """Return the rows that a module printed for the runner."""
    return [Row(**json.loads(line)) for line in lines.splitlines() if line[:1] == "{"]


def table(rows: Iterable[Row]) -> str:
    """Return `rows` as a Markdown table."""
    lines = ["| what | measured | promised | met |", "| --- | --- | --- | --- |"]
    lines.extend(
        f"| {row.what} | {row.measured} | {row.promised} | {SIGNS[row.met]} |"
        for row in rows
    )
    return "\n".join(lines)


def note(text: str) -> None:
    """Say on standard error what is under way; standard output is the table's."""
    print(text, file=sys.stderr, flush=True)
