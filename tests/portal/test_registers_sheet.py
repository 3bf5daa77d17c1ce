"""A sheet that fills a register renews the portal once."""

import pytest

from tests.factories import newsroom
from tests.portal.snapshots.world import sheet_is_brought_in
from toasoan.portal.models import Edition, Snapshot
from toasoan.registers.models import DirectiveDocument

pytestmark = pytest.mark.django_db


def test_sheet_is_one_change_whatever_its_length(commune):
    newsroom.published(commune, "Một")
    before = Edition.objects.get(organisation=commune.organisation).number

    sheet_is_brought_in(commune, None, 1)

    after = Edition.objects.get(organisation=commune.organisation).number
    assert (after - before, DirectiveDocument.objects.count()) == (1, 2)


def test_public_lines_of_a_sheet_stand_before_anybody_asks(commune):
    sheet_is_brought_in(commune, None, 1)

    shown = DirectiveDocument.objects.get(public=True)
    pages = Snapshot.objects.filter(address__startswith="/van-ban/")
    assert list(pages.values_list("address", flat=True)) == [
        f"/van-ban/{shown.pk}-{shown.slug}/"
    ]
