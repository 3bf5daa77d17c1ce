"""Words made comparable."""

import unicodedata

import pytest

from toasoan.core.text import findable, folded_words, spelled, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07-NQ/HU, b@x.vn", ["07", "nq", "hu", "b", "x", "vn"]),
        ("HỆ  THỐNG…", ["hệ", "thống"]),
        (unicodedata.normalize("NFD", "Đường"), ["đường"]),
        ("snake_case", ["snake", "case"]),
        ("“”", []),
    ],
)
def test_words_are_parted_by_signs(text, expected):
    assert words(text) == expected


def test_old_and_new_tone_places_are_spelled_alike():
    assert spelled("hoà thuỷ quý") == spelled("hòa thủy qúy")


def test_different_tones_are_spelled_apart():
    assert len({spelled(word) for word in ("ma", "má", "mà", "mả", "mã", "mạ")}) == 6


def test_folded_words_have_no_diacritics():
    assert folded_words("Đường sá, ĐIỆN") == "duong sa dien"


def test_findable_has_title_then_rest_spelled_and_folded():
    assert findable("Cầu", "Đá") == f" {spelled('cầu')} cau ¶ {spelled('đá')} da "
