"""What a draft is first taken to mean in a newsroom."""

from datetime import date
from pathlib import Path

import pytest

from tests.factories import newsroom
from toasoan.channels.models import Channel, Medium
from toasoan.demo.plan_document import plan_text
from toasoan.planning.matching import bare_name, propose
from toasoan.planning.models import Assignment, Cadence, Plan
from toasoan.planning.reader import read_plan
from toasoan.stories.actions import open_column
from toasoan.stories.models import ColumnPage, Topic

SEED = Path(__file__).parents[3] / "shared" / "seed" / "ke-hoach-2024.txt"
TODAY = date(2026, 1, 5)
PORTAL, FANPAGE, UNIONS, SPEAKERS = range(4)


def proposed(organisation, text=None):
    text = text or plan_text(2026)
    return propose(read_plan(text), organisation, text=text, day=TODAY)


def counts():
    models = (Plan, ColumnPage, Topic, Channel, Cadence, Assignment)
    return [model.objects.count() for model in models]


def a_plan(forms, cadences, name="Theo gương Bác"):
    return (
        "KẾ HOẠCH\nchuyên mục tuyên truyền năm 2026\n\nII. NỘI DUNG THỰC HIỆN\n\n"
        f"1. Chuyên mục {name}\n\n1.1. Nội dung\n\n- Gương người tốt, việc tốt.\n\n"
        f"1.2. Hình thức: Tin, bài đăng trên {forms}.\n\n1.3. Tần suất\n\n{cadences}\n"
    )


def test_proposal_writes_nothing(commune):
    before = counts()

    proposed(commune.organisation)

    assert counts() == before


def test_proposal_holds_through_the_plans_year(commune):
    plan = proposed(commune.organisation)

    assert (plan.valid_from, plan.valid_until) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
    )


def test_plan_without_a_year_holds_this_year(commune):
    plan = proposed(commune.organisation, "KẾ HOẠCH\nchuyên mục tuyên truyền\n")

    assert plan.valid_from == date(2026, 1, 1)


def test_new_newsroom_is_offered_four_new_channels(db):
    organisation = bare_commune()

    plan = proposed(organisation)

    assert [(one.name, one.medium, one.kind, one.whose) for one in offered(plan)] == [
        ("Trang Thông tin điện tử của xã", "portal", "portal", "commune"),
        ("Nhịp sống Bản Mẫu", "facebook", "handed", "commune"),
        (
            "Trang fanpage của MTTQ và các đoàn thể trong xã",
            "facebook",
            "handed",
            "mass_organisations",
        ),
        ("Hệ thống phát thanh của xã, thôn", "loudspeaker", "handed", "commune"),
    ]


def test_every_line_promises_to_each_group_it_stands_for(commune):
    plan = proposed(commune.organisation)

    assert [(one.group, one.period) for one in plan.cadences_of(0)] == [
        (PORTAL, "week"),
        (FANPAGE, "day"),
        (UNIONS, "day"),
        (SPEAKERS, "day"),
    ]
    assert len(plan.cadences) == 20


def test_loudspeakers_of_the_district_stand_for_those_of_the_column(commune):
    plan = proposed(commune.organisation)

    assert [one.group for one in plan.cadences_of(4)] == [
        PORTAL,
        FANPAGE,
        UNIONS,
        SPEAKERS,
    ]
    assert [one.code for one in plan.findings].count("owner_differs") == 1


def test_districts_portal_beside_the_communes_is_a_group_of_its_own(commune):
    text = a_plan(
        "Trang thông tin điện tử của xã",
        "- Trang thông tin điện tử của xã: Hằng tuần.\n"
        "- Trang thông tin điện tử của huyện: Hằng tháng.",
    )

    plan = proposed(commune.organisation, text)

    assert [(group.whose, group.channel_ids) for group in plan.groups] == [
        (("commune",), (commune.portal.pk,)),
        (("district",), ()),
    ]
    assert [(one.group, one.period) for one in plan.cadences] == [
        (0, "week"),
        (1, "month"),
    ]
    assert [(one.medium, one.kind) for one in plan.groups[1].new] == [
        ("portal", "handed")
    ]


def test_channel_that_only_a_cadence_names_becomes_a_group(commune):
    text = a_plan("Bản tin của xã", "- Nhóm Zalo của các thôn: Hằng ngày.")

    plan = proposed(commune.organisation, text)

    assert [(group.kind, group.whose) for group in plan.groups] == [
        ("bulletin", ("commune",)),
        ("zalo", ("village",)),
    ]
    assert [one.group for one in plan.cadences] == [1]


def test_open_portal_is_meant_by_whatever_name(commune):
    plan = proposed(commune.organisation)

    assert plan.groups[PORTAL].channel_ids == (commune.portal.pk,)
    assert plan.groups[PORTAL].new == ()


def test_existing_channel_is_matched_by_medium_owner_and_folded_name(commune):
    known = newsroom.channel(
        commune.organisation, "NHỊP SỐNG BẢN MẪU", "facebook", "fake"
    )
    newsroom.channel(
        commune.organisation, "Hệ thống phát thanh của xã, thôn", "zalo", "handed"
    )

    plan = proposed(commune.organisation)

    assert plan.groups[FANPAGE].channel_ids == (known.pk,)
    assert plan.groups[SPEAKERS].channel_ids == ()
    assert [one.name for one in plan.groups[SPEAKERS].new] == [
        "Hệ thống phát thanh của xã, thôn 2"
    ]


def test_closed_channel_is_not_offered(commune):
    newsroom.channel(
        commune.organisation,
        "Nhịp sống Bản Mẫu",
        "facebook",
        "fake",
        closed_on=date(2025, 12, 31),
    )

    plan = proposed(commune.organisation)

    assert plan.groups[FANPAGE].channel_ids == ()


def test_neighbours_columns_and_channels_are_not_offered(commune, neighbour):
    open_column(organisation=neighbour.organisation, name="Theo gương Bác", topics=[])
    newsroom.channel(neighbour.organisation, "Nhịp sống Bản Mẫu", "facebook", "handed")

    plan = proposed(commune.organisation)

    assert [one.column_id for one in plan.columns] == [None] * 5
    assert plan.groups[FANPAGE].channel_ids == ()


@pytest.mark.parametrize(
    "title",
    [
        "Theo gương Bác",
        "THEO GƯƠNG BÁC",
        "Theo guong Bac",
        "Chuyên mục Theo gương Bác",
        "Chuyên mục: “Theo gương Bác”",
    ],
)
def test_existing_column_is_matched_by_bare_name(commune, title):
    known = open_column(organisation=commune.organisation, name=title, topics=[])

    plan = proposed(commune.organisation)

    assert [one.column_id for one in plan.columns] == [None, None, None, known.pk, None]


def test_column_called_only_chuyen_muc_keeps_its_name():
    assert bare_name("Chuyên mục") == "chuyen muc"


def test_unknown_kind_of_channel_is_another_medium_by_hand(db):
    text = a_plan("kênh YouTube của xã", "- Kênh YouTube: Hằng tháng.")

    plan = proposed(bare_commune(), text)

    assert [(one.medium, one.kind) for one in offered(plan)] == [
        (Medium.OTHER.value, "handed")
    ]


def test_conditional_promise_has_no_period(commune):
    text = a_plan(
        "hệ thống phát thanh của xã", "- Hệ thống phát thanh: khi có cảnh báo."
    )

    plan = proposed(commune.organisation, text)

    assert [(one.period, one.minimum) for one in plan.cadences] == [("none", 1)]


def test_proposal_as_draft_is_what_was_read_plus_the_groups(commune):
    draft = read_plan(plan_text(2026))

    again = proposed(commune.organisation).as_draft()

    assert again.document == draft.document
    assert again.assignments == draft.assignments
    assert [len(one.cadences) for one in again.columns] == [4] * 5
    assert [one.topics for one in again.columns] == [
        one.topics for one in draft.columns
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the seed document is not beside us")
def test_seed_document_is_five_columns_on_four_channels(db):
    text = SEED.read_text(encoding="utf-8")

    plan = proposed(bare_commune(), text)

    assert [len(one.topics) for one in plan.columns] == [3, 3, 3, 3, 4]
    assert [one.name for one in offered(plan)] == [
        "Trang Thông tin điện tử của xã",
        "Điểm sáng vùng biên",
        "Trang fanpage của MTTQ và các đoàn thể trong xã",
        "Hệ thống phát thanh của xã, thôn",
    ]
    assert len(plan.cadences) == 20
    assert len(plan.assignments) == 7


def bare_commune():
    return newsroom.founded("moi", "Xã Mới")


def offered(plan):
    return [one for group in plan.groups for one in group.new]
