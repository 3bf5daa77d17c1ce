"""Whether a document is in force: the rule, and the database asked by it."""

from datetime import date, timedelta

import pytest

from tests.factories import registers
from toasoan.registers.models import DirectiveDocument
from toasoan.registers.public import public_documents
from toasoan.registers.validity import Validity, next_change, validity

MARCH = date(2026, 3, 1)
END = date(2026, 6, 30)
LATER = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("day", "until", "replaced_on", "expected"),
    [
        (date(2026, 2, 28), None, None, Validity.COMING),
        (MARCH, None, None, Validity.IN_FORCE),
        (END, END, None, Validity.IN_FORCE),
        (date(2026, 7, 1), END, None, Validity.ENDED),
        (date(2026, 4, 30), END, LATER, Validity.IN_FORCE),
        (LATER, END, LATER, Validity.REPLACED),
        (date(2026, 7, 1), END, LATER, Validity.REPLACED),
    ],
)
def test_validity_counts_both_days(day, until, replaced_on, expected):
    found = validity(day, since=MARCH, until=until, replaced_on=replaced_on)

    assert found == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), MARCH),
        (MARCH, LATER),
        (LATER, date(2026, 7, 1)),
        (date(2026, 7, 1), None),
    ],
)
def test_next_change_is_the_next_day_that_differs(day, expected):
    assert next_change(day, since=MARCH, until=END, replaced_on=LATER) == expected


def test_database_and_rule_agree_on_every_day(commune):
    old = registers.document(commune, "1-KH/ĐU", issued_on=MARCH, effective_until=END)
    registers.document(
        commune, "2-KH/ĐU", issued_on=MARCH, effective_from=date(2026, 4, 2)
    )
    new = registers.document(commune, "3-KH/ĐU", issued_on=LATER)
    registers.replace(new, old)
    documents = public_documents(commune.organisation)

    for offset in range(-2, 140):
        day = MARCH + timedelta(days=offset)
        by_rule = {
            one.number for one in documents if one.validity_on(day) == Validity.IN_FORCE
        }
        asked = DirectiveDocument.objects.of(commune.organisation).valid_on(day)
        assert {one.number for one in asked} == by_rule


def test_replaced_on_is_read_alone_as_in_a_list(commune):
    old, new = (registers.document(commune, number) for number in ("1", "2"))
    registers.replace(new, old)

    alone = DirectiveDocument.objects.get(pk=old.pk).replaced_on
    listed = public_documents(commune.organisation).get(pk=old.pk).replaced_on

    assert alone == listed == new.issued_on
