"""By which words entries are found, and that they are kept in step."""

from datetime import date

import pytest

from tests.factories import registers
from toasoan.registers.models import DirectiveDocument, EntryWord
from toasoan.registers.models.number import ways_to_write

pytestmark = pytest.mark.django_db


def held(room, text):
    rows = EntryWord.objects.of(room.organisation).holding(text)
    return sorted(rows.values_list("register", "entry", "on"))


@pytest.mark.parametrize(
    "written",
    [
        "05/QĐ-UBND",
        "5/QĐ-UBND",
        "5/qd-ubnd",
        "05 QĐ UBND",
        "05-QĐ/UBND",
        "05/QĐ–UBND",
        "5/QĐUBND",
        "5QĐ-UBND",
        "05qđubnd",
        "Quyết định số 05/QĐ-UBND",
    ],
)
def test_number_is_found_however_it_is_written(commune, written):
    one = registers.document(commune, "05/QĐ-UBND", kind="quyet-dinh")
    registers.document(commune, "15/QĐ-UBND", kind="quyet-dinh")

    assert held(commune, written) == [("directivedocument", one.pk, date(2026, 11, 5))]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("", []),
        ("12", ["12"]),
        ("7-KH", ["7", "7kh", "07", "07kh"]),
        ("287/2026/NĐ", ["287", "2872026", "2872026nđ", "2026nđ"]),
    ],
)
def test_ways_to_write_a_number(number, expected):
    assert ways_to_write(number) == expected


@pytest.mark.parametrize("text", ["", "%", "—", "không có"])
def test_nothing_holds_what_is_no_word_or_unknown(commune, text):
    registers.document(commune)

    assert held(commune, text) == []


def test_every_word_must_be_held(commune, neighbour):
    one = registers.event(commune, "Hội nghị")
    registers.event(neighbour, "Hội nghị")
    registers.event(commune, "Hội làng")

    assert held(commune, "HỘI NGHI hoi") == [("event", one.pk, date(2026, 11, 20))]


def test_words_follow_the_entry(commune):
    one = registers.exemplar(commune, "Đường hoa")
    shown = held(commune, "duong hoa")

    one.name = "Vườn rau"
    one.save()
    renamed = [held(commune, "duong hoa"), held(commune, "vuon rau")]
    one.public = False
    one.save()

    assert shown == [("exemplar", one.pk, date(2026, 1, 1))]
    assert renamed == [[], shown]
    assert EntryWord.objects.count() == 0


def test_entry_that_is_deleted_leaves_no_words(commune):
    registers.document(commune).delete()

    assert EntryWord.objects.count() == 0


def test_entries_are_those_of_one_register(commune):
    one = registers.document(commune, "1")
    registers.event(commune, "1")

    found = EntryWord.objects.of(commune.organisation).entries(DirectiveDocument, "1")

    assert list(DirectiveDocument.objects.filter(pk__in=found)) == [one]
