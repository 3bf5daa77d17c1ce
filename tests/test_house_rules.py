"""The size of rooms: see "What good means" in docs/architecture.md."""

import ast
import statistics
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "toasoan"
FILES = [
    path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts
]


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.end_lineno - node.lineno + 1, f"{path.name}:{node.name}"


SIZES = [size for path in FILES for size in functions(path)]


def test_no_function_is_over_sixty_lines():
    assert [name for lines, name in SIZES if lines > 60] == []


def test_functions_are_small_as_a_rule():
    lines = sorted(lines for lines, _name in SIZES)

    assert statistics.median(lines) <= 8
    assert lines[int(len(lines) * 0.9)] <= 30


def test_no_file_is_over_four_hundred_lines():
    long = {
        str(path.relative_to(SOURCE)): count
        for path in FILES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}


def test_files_are_small_as_a_rule():
    counts = [len(path.read_text(encoding="utf-8").splitlines()) for path in FILES]

    assert statistics.median(counts) <= 80
