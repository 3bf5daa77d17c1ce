"""The demo's registers, on any day of the year."""

from datetime import UTC, datetime, timedelta

import pytest

from toasoan.demo.registers import fill_registers
from toasoan.registers.models import DirectiveDocument, Event, Exemplar
from toasoan.registers.public import next_occurrences
from toasoan.registers.validity import Validity


@pytest.mark.parametrize("day", [0, 31, 59, 90, 180, 365])
def test_registers_of_the_demo_hold_on_any_day(commune, day):
    now = datetime(2027, 12, 31, 3, tzinfo=UTC) + timedelta(days=day)
    organisation = commune.organisation
    today = organisation.local_day(now)

    fill_registers(organisation, now)

    validity = [one.validity_on(today) for one in DirectiveDocument.objects.all()]
    assert validity.count(Validity.REPLACED) == 1
    assert len(next_occurrences(organisation, now, 10)) == 10
    assert (Event.objects.count(), Exemplar.objects.count()) == (3, 3)
