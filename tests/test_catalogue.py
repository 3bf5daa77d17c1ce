"""Our own screens speak Vietnamese without a gap."""

import gettext
import io
import re
import unicodedata
from collections import Counter
from pathlib import Path

import polib
import pytest

PATH = Path(__file__).parents[1] / "src/toasoan/locale/vi/LC_MESSAGES/django.po"
CATALOGUE = polib.pofile(str(PATH))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%%|%[sd]")
TAG = re.compile(r"<[^>]+>")
EDGES = re.compile(r"^\s*|\s*$")
# Old-style tone marks (hoà, khoá, huỷ); the glossary writes hòa, khóa, hủy.
OLD_TONE = re.compile(r"(?<!q)(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])(?!\w)", re.IGNORECASE)
# Names, and words that are the same in both languages.
UNCHANGED = {"Facebook", "Zalo", "Video"}


def english(entry):
    return entry.msgid_plural or entry.msgid


def vietnamese(entry):
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def wrong(is_right):
    return [entry.msgid for entry in CATALOGUE if not is_right(entry)]


def test_the_header_says_vietnamese_with_one_form_for_every_number():
    assert CATALOGUE.metadata["Language"] == "vi"
    assert CATALOGUE.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert CATALOGUE.metadata["Content-Type"] == "text/plain; charset=UTF-8"


def test_every_string_is_translated_for_sure():
    assert len(CATALOGUE) > 0
    assert wrong(vietnamese) == []
    assert wrong(lambda entry: not entry.fuzzy and not entry.obsolete) == []


def test_nothing_is_tied_to_a_machine():
    assert wrong(lambda entry: not entry.occurrences) == []


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_what_the_program_fills_in_stays(pattern):
    def same(entry):
        return Counter(pattern.findall(english(entry))) == Counter(
            pattern.findall(vietnamese(entry))
        )

    assert wrong(same) == []


def test_spaces_at_the_edges_stay():
    def same(entry):
        return EDGES.findall(english(entry)) == EDGES.findall(vietnamese(entry))

    assert wrong(same) == []


def test_no_english_stands_in_for_vietnamese():
    def differs(entry):
        return vietnamese(entry) != english(entry) or entry.msgid in UNCHANGED

    assert wrong(differs) == []


def test_vietnamese_is_composed_and_written_with_new_style_tones():
    for entry in CATALOGUE:
        text = vietnamese(entry)
        assert unicodedata.is_normalized("NFC", text), text
        assert not OLD_TONE.search(text), text
        assert "..." not in text, text


def test_one_form_serves_every_number():
    compiled = gettext.GNUTranslations(io.BytesIO(CATALOGUE.to_binary()))
    for entry in CATALOGUE:
        if entry.msgid_plural and not entry.msgctxt:
            for number in (0, 1, 2, 21):
                said = compiled.ngettext(entry.msgid, entry.msgid_plural, number)
                assert said == entry.msgstr_plural[0]
