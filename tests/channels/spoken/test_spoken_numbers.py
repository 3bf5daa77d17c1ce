"""Numbers alone, read back by a parser that shares nothing with the code."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.channels.spoken import NORTH, SOUTH
from toasoan.channels.spoken.numbers import digit_by_digit, integer, written

READ_BACK = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
# Shared cores: a slow moment is no failure.
CALM = settings(deadline=None)
GREATER = (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 1000))


def number_heard(words: list[str]) -> int:
    """Parse number words, the greatest place first."""
    for name, size in GREATER:
        if name in words:
            place = len(words) - 1 - words[::-1].index(name)
            return number_heard(words[:place]) * size + number_heard(words[place + 1 :])
    total = digit = 0
    for word in words:
        if word in READ_BACK:
            digit = READ_BACK[word]
        elif word == "mười":
            total, digit = total + 10, 0
        elif word in ("mươi", "trăm"):
            total, digit = total + digit * (10 if word == "mươi" else 100), 0
    return total + digit


@CALM
@given(st.integers(0, 10**12))
def test_integer_is_heard_as_the_same_number(number: int) -> None:
    assert number_heard(integer(number).split()) == number


@CALM
@given(st.integers(0, 10**4))
def test_integer_is_heard_as_the_same_number_when_small(number: int) -> None:
    assert number_heard(integer(number).split()) == number


@CALM
@given(st.integers(0, 10**12))
def test_regions_differ_in_two_words_only(number: int) -> None:
    north = integer(number, NORTH).replace("linh", "lẻ").replace("nghìn", "ngàn")

    assert integer(number, SOUTH) == north


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1_005, "một nghìn không trăm linh năm"),
        (2_024, "hai nghìn không trăm hai mươi tư"),
        (10_000, "mười nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (10**9, "một tỷ"),
        (10**12, "một nghìn tỷ"),
        (10**12 + 5, "một nghìn tỷ không trăm linh năm"),
    ],
)
def test_integer_words(number: int, words: str) -> None:
    assert integer(number) == words


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("2,5", "hai phẩy năm"),
        ("98,25", "chín mươi tám phẩy hai mươi lăm"),
        ("0,05", "không phẩy không năm"),
        ("3,1416", "ba phẩy một bốn một sáu"),
        ("1.250,5", "một nghìn hai trăm năm mươi phẩy năm"),
        ("1,250,000", "một triệu hai trăm năm mươi nghìn"),
        ("4.0", "bốn chấm không"),
        ("0.500", "không chấm năm trăm"),
        ("1,2,3", "một, hai, ba"),
        ("05", "năm"),
        ("005", "không không năm"),
        ("00", "không không"),
        ("0", "không"),
        ("1" * 19, " ".join(["một"] * 19)),
    ],
)
def test_written_numbers(token: str, words: str) -> None:
    assert written(token) == words


def test_digit_by_digit_leaves_other_marks_out() -> None:
    assert digit_by_digit("0912-3") == "không chín một hai ba"
