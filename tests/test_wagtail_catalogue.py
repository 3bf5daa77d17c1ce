"""The editor speaks Vietnamese without a gap, whatever Wagtail is installed."""

import gettext
import importlib.util
import io
import re
import sys
import unicodedata
from pathlib import Path

import polib
import pytest

SCRIPT = Path(__file__).parents[1] / "scripts/wagtail_messages.py"
# Words that are the same in both languages, or are placeholders only.
UNCHANGED = {"Email", "ID", "IPv4", "IPv6", "Taggit"}
# Old-style tone marks (hoà, khoá, huỷ); the glossary writes hòa, khóa, hủy.
OLD_TONE = re.compile(r"(?<!q)(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])(?!\w)", re.IGNORECASE)


def load_script():
    spec = importlib.util.spec_from_file_location("wagtail_messages", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


messages = load_script()


def catalogue(domain):
    return polib.pofile(str(messages.CATALOGUE / f"{domain}.po"))


@pytest.fixture(params=messages.DOMAINS)
def domain(request):
    return request.param


def test_every_string_of_the_installed_wagtail_is_translated(domain):
    assert messages.wanted(domain)
    assert messages.compare(domain) == []


def test_nothing_is_fuzzy_obsolete_or_tied_to_a_machine(domain):
    for entry in catalogue(domain):
        assert not entry.fuzzy, entry.msgid
        assert not entry.obsolete, entry.msgid
        assert not entry.occurrences, entry.msgid


def test_no_english_stands_in_for_vietnamese(domain):
    for entry in catalogue(domain):
        words = messages.PLACEHOLDER.sub("", entry.msgid)
        if re.search(r"[A-Za-z]", words) and entry.msgid not in UNCHANGED:
            assert messages.text(entry) != entry.msgid


def test_vietnamese_is_composed_and_written_with_new_style_tones(domain):
    for entry in catalogue(domain):
        vietnamese = messages.text(entry)
        assert unicodedata.is_normalized("NFC", vietnamese)
        assert not OLD_TONE.search(vietnamese), vietnamese


@pytest.mark.parametrize(
    ("english", "vietnamese", "flaws"),
    [
        ("Hello %(name)s", "Chào %(name)s", []),
        ("Hello %(name)s", "", ["not translated"]),
        ("Hello %(name)s", "Chào bạn", ["placeholders differ"]),
        ("Hello {name}", "Chào {ten}", ["placeholders differ"]),
        ("%s and %d", "%s và", ["placeholders differ"]),
        ("<b>Now</b>", "<b>Ngay", ["HTML tags differ"]),
        ("Delete ", "Xóa", ["surrounding spaces differ"]),
    ],
)
def test_flaws_of_a_translation_are_named(english, vietnamese, flaws):
    entry = polib.POEntry(msgid=english, msgstr=vietnamese)
    assert messages.flaws(entry) == flaws


def test_a_plural_keeps_the_placeholders_of_its_plural():
    entry = polib.POEntry(
        msgid="1 page", msgid_plural="%(counter)s pages", msgstr_plural={0: "1 trang"}
    )
    assert messages.flaws(entry) == ["placeholders differ"]
    entry.msgstr_plural = {0: "%(counter)s trang"}
    assert messages.flaws(entry) == []


def test_one_form_serves_every_number(domain):
    compiled = gettext.GNUTranslations(io.BytesIO(catalogue(domain).to_binary()))
    for entry in catalogue(domain):
        if entry.msgid_plural and not entry.msgctxt:
            for number in (0, 1, 2, 21):
                assert (
                    compiled.ngettext(entry.msgid, entry.msgid_plural, number)
                    == entry.msgstr_plural[0]
                )
