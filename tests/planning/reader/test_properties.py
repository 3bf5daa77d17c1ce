"""What holds for any text: nothing raises, nothing is made up, layout says nothing."""

import random
import re
import textwrap
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.reader.plans import column, data, text, without_lines
from toasoan.planning.reader.channels import CHANNEL
from toasoan.planning.reader.plain import NUMBER_WORDS, low, plain

PLANS = [text(name) for name in ("ban-mau", "ubnd", "phuong")]
LINES = [line for plan in PLANS for line in plan.split("\n") if line.strip()]
WORDS = sorted({word for line in LINES for word in line.split()})
MODEST = settings(max_examples=60, deadline=None)
FEW = settings(max_examples=25, deadline=None)

any_text = st.text(max_size=400)
jumbled_lines = st.lists(st.sampled_from(LINES), max_size=30).map("\n".join)
jumbled_words = st.lists(
    st.one_of(
        st.sampled_from(WORDS), st.sampled_from(["\n", "\n1. ", "\n- ", ";", ":"])
    ),
    max_size=80,
).map(" ".join)
any_plan = st.one_of(any_text, jumbled_lines, jumbled_words)
vietnamese = st.text(
    "aăâbcdđêIVX0123456789 .:;/()-\nàảãáạHằngtuầnủỦ\u0301\u00a0", max_size=200
)


@MODEST
@given(st.one_of(any_plan, vietnamese))
def test_reader_never_raises(plan):
    assert data(plan).keys() == data("").keys()


@MODEST
@given(any_plan)
def test_reader_never_invents_a_channel(plan):
    folded = plain(unicodedata.normalize("NFC", plan))
    named = {found.lastgroup for found in CHANNEL.finditer(" ".join(folded.split()))}
    read = data(plan)["columns"]
    kinds = {one["kind"] for column in read for one in column["channels"]}
    assert kinds <= named


@MODEST
@given(any_plan)
def test_reader_never_invents_a_number(plan):
    written = {int(digits) for digits in re.findall(r"\d{1,9}", plan)}
    lowered = low(unicodedata.normalize("NFC", plan))
    written |= {int(n) for word, n in NUMBER_WORDS.items() if word in lowered}
    for one in data(plan)["columns"]:
        for cadence in one["cadences"]:
            days, times = len(cadence["weekdays"]), len(cadence["times"])
            counted = {None, 1, 5, times, days, days * max(times, 1)}
            dated = set(range(1, 10)) if "ngày" in lowered else set()
            assert cadence["count"] in written | counted | dated
            assert cadence["every"] in written | {None, 1, 2}


@FEW
@given(any_plan)
def test_reading_is_the_same_decomposed(plan):
    composed = unicodedata.normalize("NFC", plan)
    decomposed = unicodedata.normalize("NFD", composed)
    assert data(decomposed) == data(composed)


@FEW
@given(st.sampled_from(PLANS), st.integers(40, 140))
def test_reading_is_the_same_wrapped(plan, width):
    lines = [one_wrapped(line, width) for line in plan.split("\n")]
    assert without_lines(data("\n".join(lines))) == without_lines(data(plan))


def one_wrapped(line, width):
    """A long line of prose broken as a mail or a PDF breaks it; heads stay whole."""
    if "\t" in line or len(line) <= width:
        return line
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)


@FEW
@given(st.sampled_from(PLANS), st.integers(0, 10**6))
def test_reading_is_the_same_with_extra_blanks(plan, seed):
    chance = random.Random(seed)
    blanks = [" ", " ", "  ", "\u00a0", " \u00a0"]
    wide = "".join(chance.choice(blanks) if char == " " else char for char in plan)
    lines = wide.split("\n")
    spaced = [f"{chance.choice(['', '  '])}{line} " for line in lines]
    assert without_lines(data("\n".join(spaced))) == without_lines(data(plan))


@FEW
@given(st.integers(0, 10**6))
def test_reading_is_the_same_with_extra_empty_lines(seed):
    chance = random.Random(seed)
    plan = text("ban-mau")
    lines = [f"{line}\n" * 1 + "\n" * chance.randint(0, 2) for line in plan.split("\n")]
    assert without_lines(data("".join(lines))) == without_lines(data(plan))


@MODEST
@given(st.integers(1, 99), st.sampled_from(["tin", "bài", "tin, bài", "lần", "video"]))
def test_written_count_is_the_count_read(number, unit):
    read = data(column(f"Trang TTĐT: {number:02d} {unit}/tuần"))
    cadence = read["columns"][0]["cadences"][0]
    assert (cadence["count"], cadence["unit"]) == (number, unit)


@FEW
@given(st.sampled_from(PLANS))
def test_every_line_number_is_a_line_of_the_text(plan):
    last = len(plan.split("\n"))
    for numbers in lines_of(data(plan)):
        assert 1 <= numbers <= last


def lines_of(value):
    """All line numbers of JSON data."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from [one] if key == "line" else lines_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from lines_of(one)
