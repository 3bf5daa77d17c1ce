"""The plans of a newsroom, to read, and their tasks."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories import newsroom
from toasoan.demo.plan_document import plan_text
from toasoan.desk.checking.words import in_words
from toasoan.organisations.models import Role
from toasoan.planning.actions import confirm_plan
from toasoan.planning.matching import propose
from toasoan.planning.models import Cadence
from toasoan.planning.reader import read_plan
from toasoan.stories.actions import open_column


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def confirmed(organisation, year=2026):
    text = plan_text(year)
    return confirm_plan(
        organisation=organisation,
        plan=propose(read_plan(text), organisation, text=text, day=date(year, 1, 5)),
        by=None,
        now=newsroom.moment(year, 1, 5),
    )


@pytest.mark.parametrize("more", [0, 2])
def test_query_count_of_the_list_is_fixed(commune, django_assert_num_queries, more):
    for year in range(2027, 2027 + more):
        newsroom.plan_of(commune.organisation, commune.column, [commune.zalo], "", year)
    client = signed_in(commune.editor)
    client.get(reverse("desk:plans"))

    with django_assert_num_queries(12):
        response = client.get(reverse("desk:plans"))

    assert [plan.columns for plan in response.context["plans"]] == [1] * (1 + more)


@pytest.mark.parametrize("more", [0, 2])
def test_query_count_of_a_plan_is_fixed(commune, django_assert_num_queries, more):
    for number in range(more):
        column = open_column(
            organisation=commune.organisation, name=f"Mục {number}", topics=[]
        )
        Cadence.objects.create(
            organisation=commune.organisation,
            plan=commune.plan,
            column=column,
            channel=commune.zalo,
            period="week",
        )
    client = signed_in(commune.editor)
    address = reverse("desk:plan", args=[commune.plan.pk])
    client.get(address)

    with django_assert_num_queries(16):
        response = client.get(address)

    assert len(response.context["rows"]) == 1 + more


def test_plan_shows_what_was_confirmed(db):
    organisation = newsroom.founded("moi", "Xã Mới")
    plan = confirmed(organisation)
    client = signed_in(newsroom.installer())

    context = client.get(reverse("desk:plan", args=[plan.pk])).context

    assert [len(row.cells) for row in context["rows"]] == [4] * 5
    assert len(context["assignments"]) == 7
    assert len(context["remarks"]) == 7
    assert [line.number for line in context["lines"] if line.remarks] == [
        8,
        34,
        105,
        107,
        117,
        129,
        131,
    ]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_of_the_newsroom_reads_plans(commune, role):
    client = signed_in(commune.people[role])

    addresses = [
        reverse("desk:plans"),
        reverse("desk:plan", args=[commune.plan.pk]),
    ]

    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_neighbours_plan_and_tasks_are_not_found(commune, neighbour):
    client = signed_in(commune.administrator)
    task = neighbour.plan.assignments.get()

    shown = client.get(reverse("desk:plan", args=[neighbour.plan.pk]))
    done = client.post(reverse("desk:assignment_done", args=[task.pk]))
    undone = client.post(reverse("desk:assignment_undo", args=[task.pk]))

    task.refresh_from_db()
    assert [shown.status_code, done.status_code, undone.status_code] == [404] * 3
    assert task.done_on is None


def test_task_is_marked_done_with_proof_and_opened_again(commune):
    client = signed_in(commune.editor)
    task = commune.plan.assignments.get()

    done = client.post(
        reverse("desk:assignment_done", args=[task.pk]),
        {"done_on": "2026-03-20", "evidence": "Quyết định 12/QĐ-UBND"},
    )
    task.refresh_from_db()
    after_done = (task.done_on, task.evidence)
    client.post(reverse("desk:assignment_undo", args=[task.pk]))

    task.refresh_from_db()
    assert done.url == f"{reverse('desk:plan', args=[commune.plan.pk])}#task-{task.pk}"
    assert after_done == (date(2026, 3, 20), "Quyết định 12/QĐ-UBND")
    assert task.done_on is None


def test_task_is_done_today_where_the_commune_is(commune):
    client = signed_in(commune.editor)
    task = commune.plan.assignments.get()

    # 20:00 in London is the next day in Hà Nội.
    with time_machine.travel(newsroom.moment(2026, 3, 19, 20), tick=False):
        client.force_login(commune.editor)
        client.post(reverse("desk:assignment_done", args=[task.pk]))

    task.refresh_from_db()
    assert task.done_on == date(2026, 3, 20)


def test_nonsense_day_marks_nothing_done(commune):
    client = signed_in(commune.editor)
    task = commune.plan.assignments.get()

    client.post(reverse("desk:assignment_done", args=[task.pk]), {"done_on": "mai"})

    task.refresh_from_db()
    assert task.done_on is None


@pytest.mark.parametrize("role", [Role.APPROVER, Role.ANNOUNCER, Role.SECRETARY])
def test_others_settle_no_tasks(commune, role):
    client = signed_in(commune.people[role])
    task = commune.plan.assignments.get()

    client.post(reverse("desk:assignment_done", args=[task.pk]))

    task.refresh_from_db()
    assert task.done_on is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"period": "day"}, "1 a day"),
        ({"period": "week", "minimum": 3, "unit": "tin, bài"}, "3 a week (tin, bài)"),
        ({"period": "week", "every": 2}, "1 every 2 weeks"),
        ({"period": "month", "minimum": 2}, "2 a month"),
        ({"period": "quarter"}, "1 a quarter"),
        ({"period": "year"}, "1 a year"),
        ({"period": "none"}, "when there is a reason"),
        (
            {"period": "day", "season_from": 5, "season_to": 10, "times": ["05:00"]},
            "1 a day · months 5–10 · 05:00",
        ),
    ],
)
def test_promise_is_put_in_words(values, words):
    with translation.override("en"):
        assert in_words(Cadence(**values)) == words
