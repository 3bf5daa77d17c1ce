"""Plans the tests read, and short ways to ask for what was understood."""

import json
from pathlib import Path

from toasoan.planning.reader import as_json, read_plan

HERE = Path(__file__).parent / "fixtures"


def text(name):
    """The text of a made-up plan."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8")


def expected(name):
    """What a person found the reader should say of a made-up plan."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def data(plan):
    """The reading of a text as JSON data."""
    return as_json(read_plan(plan))


def codes(plan):
    """The codes of the findings of a text, with their lines."""
    return [(one["code"], one["line"]) for one in data(plan)["findings"]]


def without_lines(value):
    """JSON data with every line number left out."""
    if isinstance(value, dict):
        return {k: without_lines(v) for k, v in value.items() if k != "line"}
    if isinstance(value, list):
        return [without_lines(one) for one in value]
    return value


def column(cadence, forms="Tin trên Trang thông tin điện tử của xã."):
    """The text of a plan with one column and one line on how often."""
    return (
        "KẾ HOẠCH\ntuyên truyền năm 2025\n\nII. NỘI DUNG\n1. Chuyên mục Mẫu\n"
        f"1.1. Nội dung\n- Một.\n1.2. Hình thức: {forms}\n1.3. Tần suất\n- {cadence}\n"
    )


def promises(cadence):
    """What one line on how often promises, as short tuples."""
    return [
        (
            one["channel"] and one["channel"]["kind"],
            one["period"],
            one["count"],
            one["every"],
            one["unit"],
        )
        for one in data(column(cadence))["columns"][0]["cadences"]
    ]
