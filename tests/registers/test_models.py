"""What an entry keeps to, whoever writes it."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.factories import newsroom, registers
from toasoan.registers.models import DirectiveDocument, Event, Exemplar
from toasoan.registers.public import (
    next_occurrences,
    public_exemplars,
    public_occurrences,
    shows_file,
)


def test_texts_are_kept_in_one_form(commune):
    spread = unicodedata.normalize("NFD", "Đảng ủy xã")

    entry = registers.document(commune, issuer=spread)

    assert entry.issuer == "Đảng ủy xã"


@pytest.mark.parametrize("asked", ["chuyen doi so", "CHUYỂN ĐỔI", "chuyển", "12-kh"])
def test_search_needs_no_diacritics(commune, asked):
    entry = registers.document(commune)
    registers.document(commune, "13-KH/ĐU", abstract="Việc khác")

    found = DirectiveDocument.objects.of(commune.organisation).matching(asked)

    assert list(found) == [entry]


def test_same_document_cannot_be_kept_twice(commune):
    registers.document(commune)

    with pytest.raises(IntegrityError):
        registers.document(commune, issuer=f"ĐẢNG ỦY XÃ {commune.marker}")


def test_neighbour_may_keep_the_same_document(commune, neighbour):
    registers.document(commune, issuer="Tỉnh ủy")
    registers.document(neighbour, issuer="Tỉnh ủy")

    assert DirectiveDocument.objects.count() == 2


@pytest.mark.parametrize("consent", ["unknown", "refused"])
def test_nobody_is_made_public_without_consent(commune, consent):
    with pytest.raises(IntegrityError):
        registers.exemplar(commune, consent=consent)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "ca-nhan", "consent": "nobody"}, "consent"),
        ({"consent": "unknown", "public": True}, "public"),
    ],
)
def test_exemplar_asks_for_consent(commune, given, field):
    entry = Exemplar(
        organisation=commune.organisation, name="A", year=2026, deed="B", **given
    )

    with pytest.raises(ValidationError) as refusal:
        entry.clean()

    assert list(refusal.value.message_dict) == [field]


def test_event_cannot_end_before_it_begins(commune):
    event = registers.event(commune)
    event.ends_at = registers.local(2026, 11, 20, 7)

    with pytest.raises(ValidationError):
        event.clean()


@pytest.mark.parametrize(("recurrence", "days"), [("weekly", 8), ("monthly", 29)])
def test_what_recurs_is_over_before_its_next_time(commune, recurrence, days):
    event = registers.event(commune, recurrence=recurrence)
    event.ends_at = event.starts_at + timedelta(days=days)

    with pytest.raises(ValidationError) as refusal:
        event.clean()

    assert list(refusal.value.message_dict) == ["ends_at"]


@pytest.mark.parametrize(("recurrence", "days"), [("weekly", 7), ("", 90)])
def test_what_is_over_in_time_is_taken(commune, recurrence, days):
    event = registers.event(commune, recurrence=recurrence)
    event.ends_at = event.starts_at + timedelta(days=days)

    event.clean()


def test_last_time_stands_until_it_is_over(commune):
    begins = registers.local(2026, 11, 5, 22)
    registers.event(
        commune,
        starts_at=begins,
        ends_at=begins + timedelta(hours=5),
        recurrence="weekly",
        recurs_until=date(2026, 11, 19),
    )

    after_midnight = registers.local(2026, 11, 20, 1)
    found = next_occurrences(commune.organisation, after_midnight, count=5)

    assert [one.ends_at for one in found] == [registers.local(2026, 11, 20, 3)]


def test_occurrences_of_a_month_stand_in_their_order(commune, neighbour):
    registers.event(neighbour)
    registers.event(commune, "Sau", starts_at=registers.local(2026, 11, 25))
    registers.event(
        commune, "Tuần", starts_at=registers.local(2026, 9, 3), recurrence="weekly"
    )
    registers.event(commune, "Ẩn", public=False)

    found = public_occurrences(
        commune.organisation, date(2026, 11, 16), date(2026, 11, 30)
    )

    assert [(one.event.title.split()[0], one.starts_at.day) for one in found] == [
        ("Tuần", 19),
        ("Sau", 25),
        ("Tuần", 26),
    ]


def test_next_is_what_is_neither_over_nor_called_off(commune):
    over = registers.event(commune, "Xong", ends_at=registers.local(2026, 11, 20, 9))
    off = registers.event(
        commune, "Hoãn", starts_at=registers.local(2026, 11, 21), cancelled=True
    )
    coming = registers.event(commune, "Tới", starts_at=registers.local(2026, 11, 22))

    found = next_occurrences(
        commune.organisation, newsroom.moment(day=20, hour=3), count=5
    )

    assert [one.event for one in found] == [coming]
    assert Event.objects.filter(pk__in=[over.pk, off.pk]).count() == 2


def test_only_files_of_public_entries_are_shown(commune, neighbour):
    shown, kept = registers.file(commune), registers.file(commune)
    registers.attach(registers.document(commune), shown)
    registers.attach(registers.document(commune, "2", public=False), kept)

    assert shows_file(commune.organisation, shown) is True
    assert shows_file(commune.organisation, kept) is False
    assert shows_file(neighbour.organisation, shown) is False


def test_exemplars_are_read_in_one_query(commune, django_assert_num_queries):
    registers.exemplar(commune)

    with django_assert_num_queries(1):
        assert len(public_exemplars(commune.organisation)) == 1
