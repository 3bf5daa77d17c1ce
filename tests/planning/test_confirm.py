"""A confirmed plan is written whole, once, and only for its own newsroom."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry, PageLogEntry

from tests.factories import newsroom
from toasoan.channels.models import Channel
from toasoan.demo.plan_document import plan_text
from toasoan.planning.actions import (
    confirm_plan,
    finish_assignment,
    reopen_assignment,
)
from toasoan.planning.confirmation import ConfirmedCadence, NewChannel
from toasoan.planning.matching import propose
from toasoan.planning.models import Assignment, Cadence, Plan
from toasoan.planning.reader import Recurring, Season, read_plan
from toasoan.stories.actions import open_column
from toasoan.stories.models import ColumnPage, Topic

SEED = Path(__file__).parents[3] / "shared" / "seed" / "ke-hoach-2024.txt"
TODAY = date(2026, 1, 5)
NOW = newsroom.moment(2026, 1, 5)


@pytest.fixture
def organisation(db):
    """A commune that has its site and nothing else."""
    return newsroom.founded("moi", "Xã Mới")


def proposed(organisation, text=None, **changes):
    text = text or plan_text(2026)
    plan = propose(read_plan(text), organisation, text=text, day=TODAY)
    return replace(plan, **changes)


def confirm(organisation, plan=None, **kwargs):
    return confirm_plan(
        organisation=organisation,
        plan=plan or proposed(organisation),
        by=kwargs.pop("by", None),
        now=NOW,
        **kwargs,
    )


def with_item(plan, items_name, place, **changes):
    """The plan with one of its columns, groups, … changed."""
    items = [*getattr(plan, items_name)]
    items[place] = replace(items[place], **changes)
    return replace(plan, **{items_name: tuple(items)})


def counts():
    models = (Plan, ColumnPage, Topic, Channel, Cadence, Assignment)
    return [model.objects.count() for model in models]


def test_confirmed_plan_is_written_whole(organisation):
    plan = confirm(organisation)

    assert counts() == [1, 5, 16, 4, 20, 7]
    assert plan.title == (
        "Kế hoạch xây dựng các chuyên trang, chuyên mục tuyên truyền năm 2026"
    )
    assert (plan.year, plan.valid_from, plan.valid_until) == (
        2026,
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert plan.text == plan_text(2026)
    assert plan.confirmed_at == NOW
    assert len(plan.draft["columns"]) == 5
    assert len(plan.draft["findings"]) == 7


@pytest.mark.skipif(not SEED.exists(), reason="the seed document is not beside us")
def test_seed_document_is_written_whole(organisation):
    text = SEED.read_text(encoding="utf-8")

    plan = confirm(organisation, proposed(organisation, text))

    assert counts() == [1, 5, 16, 4, 20, 7]
    assert [
        [one.period for one in plan.cadences.filter(column=column)]
        for column in ColumnPage.objects.order_by("pk")
    ] == [
        ["week", "day", "day", "day"],
        ["week", "day", "day", "day"],
        ["day", "day", "day", "day"],
        ["day", "day", "day", "day"],
        ["day", "day", "day", "day"],
    ]
    assert list(
        plan.assignments.exclude(due_on=None).values_list("unit", "due_on")
    ) == [("UBND xã", date(2024, 3, 31))]


def test_new_columns_are_live_pages_of_the_newsroom(organisation):
    confirm(organisation)

    assert list(
        ColumnPage.objects.order_by("pk").values_list("title", "live", "organisation")
    ) == [
        (name, True, organisation.pk)
        for name in (
            "Công tác Tuyên giáo",
            "Thông tin đối ngoại",
            "Công tác Tuyên vận",
            "Theo gương Bác",
            "Bảo vệ nền tảng tư tưởng của Đảng",
        )
    ]


def test_second_confirmation_adds_nothing(organisation):
    first = confirm(organisation)
    before = counts()

    second = confirm(organisation)

    assert second == first
    assert counts() == before


def test_same_document_with_other_line_ends_is_the_same_plan(organisation):
    first = confirm(organisation)
    text = plan_text(2026).replace("\n", "\r\n")

    second = confirm(organisation, proposed(organisation, text))

    assert second == first


def test_database_refuses_the_same_document_twice(organisation):
    plan = confirm(organisation)
    plan.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        plan.save(force_insert=True)


def test_existing_column_is_used_and_gains_topics(organisation):
    known = open_column(
        organisation=organisation,
        name="CHUYÊN MỤC THEO GƯƠNG BÁC",
        topics=["Tin tháng Ba"],
    )

    confirm(organisation)

    assert ColumnPage.objects.count() == 5
    assert known.topics.count() == 4
    assert known.cadences.count() == 4


def test_topics_lose_the_full_stop_of_their_line(organisation):
    column = open_column(organisation=organisation, name="Mẫu", topics=["Một việc"])
    column.topics.update(text="Một việc.")

    for text in ("Một việc.", "một việc", "Cây, con, v.v.", "Hai việc .", "Hai việc"):
        open_column(organisation=organisation, name="Mẫu", topics=[text])

    texts = column.topics.order_by("sort_order").values_list("text", flat=True)
    assert list(texts) == ["Một việc.", "Cây, con, v.v.", "Hai việc"]


def test_unpublished_changes_of_a_column_keep_the_plans_topics(organisation):
    known = open_column(
        organisation=organisation, name="Theo gương Bác", topics=["Tin tháng Ba"]
    )
    known.introduction = "Đang viết dở"
    known.save_revision()

    confirm(organisation)
    ColumnPage.objects.get(pk=known.pk).latest_revision.publish()

    column = ColumnPage.objects.get(pk=known.pk)
    assert (column.introduction, column.topics.count()) == ("Đang viết dở", 4)


def test_column_named_like_an_existing_one_is_never_doubled(organisation):
    known = open_column(organisation=organisation, name="Gương sáng", topics=[])
    plan = with_item(proposed(organisation), "columns", 3, name="GƯƠNG SANG")

    confirm(organisation, plan)

    assert ColumnPage.objects.count() == 5
    assert known.cadences.count() == 4


def test_confirmation_is_logged(commune):
    plan = confirm(
        commune.organisation,
        proposed(commune.organisation, alongside=True),
        by=commune.editor,
    )

    entries = ModelLogEntry.objects.filter(user_id=commune.editor.pk)
    assert sorted(entries.values_list("action", flat=True)) == [
        "planning.plan.confirm",
        *["wagtail.create"] * 3,
    ]
    assert entries.get(action="planning.plan.confirm").object_id == str(plan.pk)
    assert PageLogEntry.objects.filter(user_id=commune.editor.pk).count() == 5


def test_failure_half_way_leaves_nothing(organisation):
    twin = NewChannel(name="Nhịp sống Bản Mẫu", medium="zalo", kind="handed")
    plan = with_item(proposed(organisation), "groups", 3, new=(twin,))
    before = counts()

    with pytest.raises(ValidationError):
        confirm(organisation, plan)

    assert counts() == before


def test_group_may_stand_for_several_channels(organisation):
    pages = tuple(
        NewChannel(name=name, medium="facebook", kind="handed", whose="mass")
        for name in ("Đoàn xã", "Hội Phụ nữ xã", "MTTQ xã")
    )
    plan = with_item(proposed(organisation), "groups", 2, new=pages)

    confirm(organisation, plan)

    assert Channel.objects.count() == 6
    assert Cadence.objects.filter(channel__name="Đoàn xã").count() == 5


def test_unused_group_promises_nothing(organisation):
    plan = with_item(proposed(organisation), "groups", 3, unused=True)

    confirm(organisation, plan)

    assert (Channel.objects.count(), Cadence.objects.count()) == (3, 15)


def test_two_groups_on_one_channel_promise_once(organisation):
    plan = proposed(organisation)

    confirm(organisation, with_item(plan, "groups", 2, new=plan.groups[1].new))

    assert (Channel.objects.count(), Cadence.objects.count()) == (3, 15)


def test_cadence_keeps_all_it_says(organisation):
    plan = proposed(organisation)
    cadence = ConfirmedCadence(
        column=0,
        group=3,
        period="week",
        every=2,
        minimum=3,
        unit="tin, bài",
        weekdays=(1, 4),
        season=Season(5, 10),
        times=(time(5, 0), time(17, 30)),
        text="Sáng 5h00, chiều 17h30",
        line=33,
    )

    confirm(organisation, replace(plan, cadences=(cadence,)))

    row = Cadence.objects.get()
    assert (row.period, row.every, row.minimum, row.unit) == ("week", 2, 3, "tin, bài")
    assert (row.weekdays, row.times) == ([1, 4], ["05:00", "17:30"])
    assert (row.season_from, row.season_to, row.line) == (5, 10, 33)


def test_conditional_cadence_is_kept_without_a_period(organisation):
    plan = proposed(organisation)
    cadence = ConfirmedCadence(column=0, group=3, period="none", text="Khi có cảnh báo")

    confirmed = confirm(organisation, replace(plan, cadences=(cadence,)))

    assert Cadence.objects.get().period == "none"
    assert confirmed.draft["columns"][0]["cadences"][0]["conditional"] is True


def test_recurring_assignment_is_kept(organisation):
    plan = proposed(organisation)
    monthly = replace(plan.assignments[0], recurring=Recurring("month", 20))

    confirm(organisation, replace(plan, assignments=(monthly,)))

    row = Assignment.objects.get()
    assert (row.recurs, row.recurs_day, row.due_on) == ("month", 20, date(2026, 3, 31))


def test_later_plan_ends_the_one_it_replaces(organisation):
    first = confirm(organisation)
    before = first.cadences.count()

    second = confirm(
        organisation,
        proposed(organisation, valid_from=date(2026, 7, 1)),
        replaces=first,
    )

    first.refresh_from_db()
    assert (first.valid_until, second.replaces) == (date(2026, 6, 30), first)
    assert first.cadences.count() == before
    assert ColumnPage.objects.count() == 5


def test_plan_that_ended_earlier_is_not_made_longer(organisation):
    first = confirm(organisation)

    confirm(
        organisation,
        proposed(
            organisation,
            plan_text(2028),
            valid_from=date(2028, 1, 1),
            valid_until=date(2028, 12, 31),
        ),
        replaces=first,
    )

    first.refresh_from_db()
    assert first.valid_until == date(2026, 12, 31)


@pytest.mark.parametrize("start", [date(2025, 12, 1), date(2026, 1, 1)])
def test_plan_must_start_after_the_one_it_replaces(organisation, start):
    first = confirm(organisation)
    plan = proposed(organisation, text=plan_text(2026) + "\nMới", valid_from=start)

    with pytest.raises(ValidationError) as caught:
        confirm(organisation, plan, replaces=first)

    assert list(caught.value.error_dict) == ["valid_from"]


def test_overlap_is_refused_unless_meant(organisation):
    confirm(organisation)
    plan = proposed(organisation, valid_from=date(2026, 6, 1))

    with pytest.raises(ValidationError) as caught:
        confirm(organisation, plan)
    confirm(organisation, replace(plan, alongside=True))

    assert list(caught.value.error_dict) == ["replaces"]
    assert Plan.objects.count() == 2


def test_plan_cannot_end_before_it_starts(organisation):
    plan = proposed(organisation, valid_until=date(2025, 12, 31))

    with pytest.raises(ValidationError) as caught:
        confirm(organisation, plan)

    assert list(caught.value.error_dict) == ["valid_until"]


def test_neighbours_ids_are_refused(organisation, neighbour):
    plan = proposed(organisation)
    foreign = [
        with_item(plan, "columns", 0, column_id=neighbour.column.pk),
        with_item(plan, "groups", 0, channel_ids=(neighbour.portal.pk,), new=()),
    ]
    before = counts()

    for one in foreign:
        with pytest.raises(ValidationError):
            confirm(organisation, one)
    with pytest.raises(ValidationError):
        confirm(organisation, plan, replaces=neighbour.plan)

    assert counts() == before


def test_neighbour_with_the_same_names_is_untouched(organisation, neighbour):
    known = open_column(
        organisation=neighbour.organisation, name="Theo gương Bác", topics=[]
    )

    confirm(organisation)

    assert known.cadences.count() == 0
    assert Plan.objects.of(neighbour.organisation).count() == 1


def test_neighbour_may_confirm_the_same_document(organisation):
    other = newsroom.founded("khac", "Xã Khác")

    first, second = confirm(organisation), confirm(other)

    assert first.pk != second.pk


def test_assignment_is_done_and_opened_again(commune):
    assignment = commune.plan.assignments.get()

    finish_assignment(
        assignment=assignment,
        day=date(2026, 3, 20),
        evidence="Quyết định 12/QĐ-UBND",
        by=commune.editor,
    )
    assert assignment.done_on == date(2026, 3, 20)
    reopen_assignment(assignment=assignment, by=commune.editor)

    assignment.refresh_from_db()
    assert (assignment.done_on, assignment.evidence) == (None, "Quyết định 12/QĐ-UBND")
    assert list(
        ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    ) == ["planning.assignment.finish", "planning.assignment.reopen"]
