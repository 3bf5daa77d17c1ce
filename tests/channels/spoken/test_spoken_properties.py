"""What holds for any text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.channels.spoken import speak, unknown_abbreviations
from toasoan.channels.spoken.lexicon import BUILT_IN

WORDS = re.findall(
    r"\S+",
    "ngày tháng năm quý thứ số Nghị quyết Kế hoạch khóa lần từ đến và của UBND HĐND "
    "QĐ-UBND NQ/HU đồng hộ thôn tỷ lệ gọi tài khoản TP. km m2 kg ha °C % h đ X IV VI "
    "sáng lớp đạt Điều biển QL COVID-19 https://a.vn a@b.vn (mùng) “bốn”",
)
FIGURES = st.one_of(
    st.integers(0, 10**12).map(str),
    st.integers(0, 10**9).map(lambda n: f"{n:,}".replace(",", ".")),
    st.from_regex(r"[0-9]{1,4}[/.,:h-][0-9]{1,4}([/.,-][0-9]{1,4})?", fullmatch=True),
    st.from_regex(r"0[0-9]{2,3}[ .]?[0-9]{3}[ .]?[0-9]{3,4}", fullmatch=True),
)
PIECES = st.lists(st.one_of(st.sampled_from(WORDS), FIGURES), max_size=12)
GLUE = st.sampled_from([" ", " ", " ", "", "-", " - ", "/", ", ", "\n"])
NEWS = st.builds(lambda glue, pieces: glue.join(pieces), GLUE, PIECES)
NOISE = st.text(alphabet="0129.,/-–:;()%°²đĐhgmkIVXUBNDủa\n+~<&'’@$٣½ \u0301")

# Shared cores: a slow moment is no failure.
CALM = settings(max_examples=200, deadline=None)


@CALM
@given(NEWS)
def test_no_digit_is_left(text: str) -> None:
    assert [char for char in speak(text) if char.isdigit()] == []


@CALM
@given(st.one_of(NEWS, NOISE))
def test_speaking_twice_changes_nothing(text: str) -> None:
    said = speak(text)

    assert speak(said) == said


@CALM
@given(st.text(), st.dictionaries(st.text(max_size=5), st.text(max_size=9)))
def test_any_text_and_lexicon_is_spoken(text: str, lexicon: dict[str, str]) -> None:
    assert isinstance(speak(text, lexicon), str)
    assert isinstance(unknown_abbreviations(text, lexicon), list)


def test_our_readings_hold_nothing_left_to_read() -> None:
    assert [said for said in BUILT_IN.values() if speak(said) != said.strip()] == []


def test_our_abbreviations_are_known_to_us() -> None:
    assert [key for key in BUILT_IN if unknown_abbreviations(key)] == []


def test_a_long_run_of_anything_ends_soon() -> None:
    for piece in ("1", "1.", "1/", "I-", "a.", "- ", "(0912", "123, ", "a@", "ngày "):
        assert speak(piece * 2000)
