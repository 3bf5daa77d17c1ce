"""The real plan, and our own with the same facts, must read exactly so."""

from pathlib import Path

import pytest

from tests.planning.reader.plans import data, text

SEED = Path(__file__).parents[4] / "shared" / "seed" / "ke-hoach-2024.txt"
FORMS = ["tin", "bài", "tài liệu", "hình ảnh", "video-clip"]
ALL = ["commune", "mass_organisations"]


@pytest.fixture(params=["seed", "own"])
def plan(request):
    if request.param == "own":
        return data(text("ban-mau"))
    if not SEED.exists():
        pytest.skip("the real plan lies outside the repository")
    return data(SEED.read_text(encoding="utf-8"))


def test_seed_has_five_columns_with_their_topics(plan):
    assert [(one["name"], len(one["topics"])) for one in plan["columns"]] == [
        ("Công tác Tuyên giáo", 3),
        ("Thông tin đối ngoại", 3),
        ("Công tác Tuyên vận", 3),
        ("Theo gương Bác", 3),
        ("Bảo vệ nền tảng tư tưởng của Đảng", 4),
    ]


def test_seed_has_five_forms_in_each_column(plan):
    assert [one["forms"] for one in plan["columns"]] == [FORMS] * 5


def test_seed_has_four_channel_groups_in_each_column(plan):
    groups = [
        [(one["kind"], one["whose"]) for one in column["channels"]]
        for column in plan["columns"]
    ]
    assert (
        groups
        == [
            [
                ("portal", ["commune"]),
                ("facebook", ["commune"]),
                ("facebook", ["mass_organisations"]),
                ("loudspeaker", ["commune", "village"]),
            ]
        ]
        * 5
    )


def test_seed_names_the_commune_page_as_written(plan):
    names = {one["channels"][1]["name"] for one in plan["columns"]}
    assert names in ({"Điểm sáng vùng biên"}, {"Suối nguồn"})


def test_seed_cadences_are_one_per_written_line(plan):
    kinds = [
        [(one["channel"]["kind"], one["period"]) for one in column["cadences"]]
        for column in plan["columns"]
    ]
    weekly = [("portal", "week"), ("facebook", "day"), ("loudspeaker", "day")]
    daily = [("portal", "day"), ("facebook", "day"), ("loudspeaker", "day")]
    assert kinds == [weekly, weekly, daily, daily, daily]


def test_seed_fanpage_line_covers_both_groups(plan):
    whose = [one["cadences"][1]["channel"]["whose"] for one in plan["columns"]]
    assert whose == [ALL] * 5


def test_seed_loudspeaker_line_of_the_last_column_is_the_districts(plan):
    whose = [one["cadences"][2]["channel"]["whose"] for one in plan["columns"]]
    assert whose == [["commune", "village"]] * 4 + [["district"]]


def test_seed_has_seven_assignments_of_three_units(plan):
    tasks = [(one["unit"], one["role"], one["deadline"]) for one in plan["assignments"]]
    assert tasks == [
        ("UBND xã", "executes", "2024-03-31"),
        ("UBND xã", "with", None),
        ("Ban Tuyên Vận Đảng ủy", "lead", None),
        ("Ban Tuyên Vận Đảng ủy", "with", None),
        ("Ban Tuyên Vận Đảng ủy", "lead", None),
        ("Ban Tuyên Vận Đảng ủy", "executes", None),
        ("Các chi bộ trực thuộc", "executes", None),
    ]


def test_seed_has_five_distinct_legal_bases(plan):
    assert [
        (one["kind"], one["number"], one["date"]) for one in plan["legal_bases"]
    ] == [
        ("Đề án", "17-ĐA/TU", "2020-12-11"),
        ("Nghị quyết", "07-NQ/HU", "2020-08-10"),
        ("Kế hoạch", "440/KH-UBND", "2023-12-21"),
        ("Kế hoạch", "242-KH/HU", "2024-01-29"),
        ("Nghị quyết", "28/2021/NQ-HĐND", "2021-12-08"),
    ]


def test_seed_has_recipients_and_signer(plan):
    assert plan["recipients"] == [
        "Ban Tuyên giáo Huyện ủy",
        "Thường trực HĐND, UBND xã",
        "Ủy ban MTTQ và các đoàn thể xã",
        "Các chi bộ trực thuộc",
        "Lưu Văn phòng Đảng ủy",
    ]
    assert plan["signer"]["on_behalf_of"] == "Đảng ủy"
    assert plan["signer"]["role"] == "Phó Bí thư"


def test_seed_has_no_number_and_no_amount_and_leaves_nothing_unread(plan):
    head = plan["document"]
    assert (head["number"], head["date"], head["year"]) == (None, None, 2024)
    assert plan["funding"]["amount"] is None
    assert len(plan["aims"]) == 3
    assert plan["unread"] == []


def test_seed_has_exactly_seven_findings(plan):
    assert [one["code"] for one in plan["findings"]] == [
        "no_number_and_date",
        "cadence_covers_groups",
        "owner_differs",
        "no_amount",
        "portal_two_names",
        "number_skipped",
        "contributions_by_zalo",
    ]


def test_real_plan_findings_keep_their_lines():
    if not SEED.exists():
        pytest.skip("the real plan lies outside the repository")
    plan = data(SEED.read_text(encoding="utf-8"))

    lines = [one["line"] for one in plan["findings"]]

    assert lines == [3, 29, 100, 102, 112, 124, 126]
    assert plan["document"]["issuer"] == "Đảng ủy xã Bản Phiệt"
    assert plan["signer"]["name"] == "Lê Thị Gấm"
    assert plan["document"]["title"] == (
        "xây dựng chuyên trang, chuyên mục tuyên truyền năm 2024"
    )
