"""Build the demo: a commune, its plan, a month of stories, today's open work."""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext as _
from wagtail.models import Site

from toasoan.channels.models import Channel
from toasoan.organisations.models import Organisation, User
from toasoan.planning.actions import finish_assignment
from toasoan.planning.models import Plan
from toasoan.stories.models import ColumnPage

from . import accounts
from .album import Album
from .commune import (
    CODE,
    OUTLETS,
    Outlet,
    confirm_example_plan,
    found_commune,
    open_channels,
    open_site,
)
from .month import DAYS, Month
from .registers import fill_registers
from .stories import DemoStory, load_stories
from .writing import Desk

ZALO = OUTLETS[-1]
OPEN_WORK = 6
PROOF = "Quyết định kiện toàn Ban biên tập, đã gửi các thôn."

Say = Callable[[str], None]


class NotADemo(Exception):
    """The data here is somebody's own; the demo leaves it alone."""


def stands() -> bool:
    """Say whether a finished demo is here."""
    return accounts.kept() is not None and _communes() == {CODE}


def check_place() -> None:
    """Raise NotADemo when a newsroom of somebody's own is here."""
    if _communes() - {CODE}:
        raise NotADemo


def _communes() -> set[str]:
    tables = connection.introspection.table_names()
    if Organisation._meta.db_table not in tables:
        return set()
    return set(Organisation.objects.newsrooms().values_list("code", flat=True))


def clear() -> None:
    """Throw away the demo's database, pictures, wall and accounts.

    Raises NotADemo for a database that is not a file of this folder.
    """
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        raise NotADemo
    connections.close_all()
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{database['NAME']}{ending}").unlink(missing_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.EXERCISE_WALL, settings.SNAPSHOTS):
        shutil.rmtree(folder, ignore_errors=True)
    accounts.path().unlink(missing_ok=True)


def move_to(port: int) -> None:
    """Let the site's addresses name `port`."""
    Site.objects.filter(root_page__homepage__organisation__code=CODE).update(port=port)


def build(
    *, now: datetime, port: int, say: Say, stories: Sequence[DemoStory] | None = None
) -> None:
    """Fill an empty, migrated database with the demo as of `now`.

    The accounts are written last: without them the demo counts as unfinished.
    """
    told = list(load_stories() if stories is None else stories)
    say(_("Founding the commune…"))
    commune = found_commune()
    secrets, people = _people(commune)
    open_site(commune, port)
    since = commune.local_day(now) - timedelta(days=DAYS)
    channels = open_channels(commune, since)
    say(_("Reading the example plan and confirming it…"))
    plan = confirm_example_plan(
        commune, channels, people["vanthu"], now - timedelta(days=DAYS)
    )
    _work_off(plan, people["vanthu"])
    fill_registers(commune, now)
    say(_("Drawing the pictures…"))
    album = Album(commune)
    album.fill(told)
    month = _month(commune, people, album, channels, now)
    _live(month, told, say)
    accounts.keep(account_lines(secrets))


def _people(commune: Organisation) -> tuple[dict[str, str], dict[str, User]]:
    secrets = {one.username: accounts.password() for one in accounts.PEOPLE}
    people = {
        one.username: accounts.open_account(one, commune, secrets[one.username])
        for one in accounts.PEOPLE
    }
    return secrets, people


def _work_off(plan: Plan, by: User) -> None:
    """Mark the first dated assignment done, as it would be by now."""
    first = plan.assignments.exclude(due_on=None).first()
    if first and first.due_on:
        day = first.due_on - timedelta(days=6)
        finish_assignment(assignment=first, day=day, evidence=PROOF, by=by)


def _month(
    commune: Organisation,
    people: dict[str, User],
    album: Album,
    channels: dict[Outlet, Channel],
    now: datetime,
) -> Month:
    desk = Desk(
        organisation=commune,
        columns={
            column.title: column
            for column in ColumnPage.objects.filter(organisation=commune)
        },
        album=album,
        editors=(people["bientap"], people["bientap2"]),
        approver=people["lanhdao"],
    )
    return Month(desk=desk, now=now, zalo=channels[ZALO], announcer=people["phatthanh"])


def _live(month: Month, told: list[DemoStory], say: Say) -> None:
    """Publish the month; the oldest stories, from before it, are today's open work."""
    by_age = sorted(told, key=lambda one: one.event_offset_days)
    open_work, lived = by_age[:OPEN_WORK], by_age[OPEN_WORK:]
    for count, _story in enumerate(month.live_through(lived), 1):
        if count % 20 == 0 or count == len(lived):
            say(
                _("%(count)s of %(total)s stories are out.")
                % {"count": count, "total": len(lived)}
            )
    month.leave_work(open_work)


def account_lines(secrets: dict[str, str]) -> list[str]:
    """Return the accounts as the demo prints and keeps them."""
    lines = [_("Accounts of the demo (user name, password, role):"), ""]
    for one in accounts.PEOPLE:
        roles = ", ".join(str(role.label) for role in one.roles)
        role = roles or _("administrator of the installation")
        lines.append(f"  {one.username:<10} {secrets[one.username]}  {role}")
    return lines
