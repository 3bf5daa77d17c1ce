"""Whose portal a host is: read once, and anew as soon as anything changed."""

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from toasoan.portal.identity import KNOWN, edition_of, home_of
from toasoan.portal.newest import columns_of
from toasoan.portal.snapshots.collect import collecting
from toasoan.portal.snapshots.keep import all_changed
from toasoan.stories.actions import open_column

HOST = "ban-mau.localhost"


def asked(host=HOST):
    return RequestFactory().get("/", headers={"host": host})


def known(commune):
    """Let the portal be known: its edition is asked from the second visit on."""
    all_changed(commune.organisation)
    for _visit in range(2):
        home_of(asked())


def test_known_home_takes_one_query_with_its_columns(commune):
    known(commune)

    with CaptureQueriesContext(connection) as queries:
        home = home_of(asked())
        columns = columns_of(home)

    assert len(queries) == 1
    assert (home, columns) == (commune.home, [commune.column])
    assert home.organisation == commune.organisation


def test_new_name_and_new_column_show_at_once(commune):
    known(commune)

    commune.organisation.name = "Xã Bản Mới"
    commune.organisation.save()
    opened = open_column(organisation=commune.organisation, name="Mới", topics=[])

    home = home_of(asked())
    assert home.organisation.name == "Xã Bản Mới"
    assert columns_of(home) == [commune.column, opened]


def test_what_one_visit_does_to_a_home_is_not_seen_by_the_next(commune):
    known(commune)

    home_of(asked()).urgent_text = "Của lượt này"

    assert home_of(asked()).urgent_text == ""


def test_host_given_to_another_commune_is_theirs_at_once(commune, neighbour):
    known(commune)

    mine = Site.objects.get(hostname=HOST)
    other = Site.objects.get(hostname="ban-mau-thuong.localhost")
    other.hostname = "cho-khac.localhost"
    other.save()
    mine.root_page = neighbour.home
    mine.save()

    assert home_of(asked()) == neighbour.home


def test_worker_reads_all_that_it_notes(commune):
    known(commune)

    with collecting() as shown:
        home_of(asked())

    tags = {f"homepage:{commune.home.pk}", f"organisation:{commune.organisation.pk}"}
    assert tags <= shown.tags


def test_foreign_host_is_not_remembered(commune, neighbour):
    hosts = [asked("la.localhost") for _visit in range(2)]

    assert [home_of(request) for request in hosts] == [None, None]
    assert [edition_of(request) for request in hosts] == [None, None]
    assert "la.localhost" not in KNOWN
