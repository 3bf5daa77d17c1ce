"""The three verbs: lexicon, lines, unknown abbreviations, duration."""

import pytest

from toasoan.channels.spoken import duration_seconds, speak, unknown_abbreviations


def test_speak_prefers_the_lexicon_of_the_commune() -> None:
    own = {"UBND": "Ủy ban", "K11": "Ca mười một", "24/7": "suốt ngày đêm"}

    said = speak("UBND xã, thôn K11, mở 24/7", own)

    assert said == "Ủy ban xã, thôn Ca mười một, mở suốt ngày đêm"


def test_speak_says_an_address_the_lexicon_knows() -> None:
    own = {"banphiet.vn": "bản phiệt chấm vi en"}

    assert speak("xem https://www.banphiet.vn/", own) == "xem bản phiệt chấm vi en"


def test_speak_ends_with_a_lexicon_that_runs_in_a_circle() -> None:
    assert speak("ABC", {"ABC": "XYZ", "XYZ": "ABC"}) in ("ABC", "XYZ")


def test_speak_accepts_an_empty_key() -> None:
    assert speak("một", {"": "hai"}) == "một"


def test_headings_end_like_sentences() -> None:
    text = "I. MỤC ĐÍCH\n\n- Tin 1\n+ rà soát\nviệc 2\n\nHết"

    said = speak(text)

    assert said == "một. MỤC ĐÍCH.\n\nTin một.\nrà soát\nviệc hai.\n\nHết"


def test_closing_mark_and_blanks_are_cleaned() -> None:
    assert speak("UBND\u00a0  xã  thực hiện./.") == "Ủy ban nhân dân xã thực hiện."


def test_decomposed_text_reads_as_composed() -> None:
    assert speak("U\u0309y ban, HĐND") == "Ủy ban, Hội đồng nhân dân"


def test_unknown_abbreviations_in_order_and_once() -> None:
    text = "UBND xã, XYZ, ABC và XYZ; số 12/QĐ-QWE"

    assert unknown_abbreviations(text) == ["XYZ", "ABC", "QWE"]


def test_unknown_abbreviations_leave_headings_out() -> None:
    text = "HỘI NÔNG DÂN XÃ CTX\nTIN\nkhóa XV, VI PHẠM, ông A"

    assert unknown_abbreviations(text) == ["CTX"]


def test_unknown_abbreviations_ask_the_lexicon() -> None:
    assert unknown_abbreviations("XYZ", {"XYZ": "xi y giét"}) == []


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", 0), ("một", 1), ("một " * 180, 60), ("ki-lô-mét", 1), ("một " * 181, 61)],
)
def test_duration(text: str, seconds: int) -> None:
    assert duration_seconds(text) == seconds


def test_duration_follows_the_pace() -> None:
    assert duration_seconds("một " * 100, syllables_per_minute=200) == 30


def test_duration_refuses_no_pace() -> None:
    with pytest.raises(ValueError, match="above nought"):
        duration_seconds("một", 0)
