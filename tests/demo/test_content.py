"""The demo's content holds together: plan, stories, pictures."""

import io
import re
import unicodedata
from collections import Counter
from datetime import date

import docx
import pytest
from PIL import Image

from toasoan.core.text import fold, syllables
from toasoan.demo.pictures import SCENES, draw, draw_logo
from toasoan.demo.plan_document import paper_docx, plan_docx, plan_text
from toasoan.demo.stories import fill_dates, load_stories
from toasoan.planning.reader import as_json, read_document, read_plan

STORIES = load_stories()
COLUMNS = [
    "Công tác Tuyên giáo",
    "Thông tin đối ngoại",
    "Công tác Tuyên vận",
    "Theo gương Bác",
    "Bảo vệ nền tảng tư tưởng của Đảng",
]
TOPICS = dict(zip(COLUMNS, [3, 3, 3, 3, 4], strict=True))
LENGTHS = {"tin": (60, 150), "bai": (250, 450), "tai_lieu": (60, 250), "anh": (60, 250)}


def length(story):
    return syllables(" ".join([story.lead, *story.body]))


def plan_lines(content):
    """Return the paragraphs of a Word plan as python-docx sees them."""
    document = docx.Document(io.BytesIO(content))
    head, foot = document.tables
    cells = [cell for table in (head, foot) for cell in table.rows[0].cells]
    boxed = [[p.text for p in cell.paragraphs if p.text] for cell in cells]
    flowing = [p.text for p in document.paragraphs if p.text]
    return [*boxed[0], *boxed[1], *flowing, *boxed[2], *boxed[3]]


def test_plan_text_carries_the_year():
    text = plan_text(2031)

    assert text.count("năm 2031") == 4
    assert text.count("Quý I/2031") == 1
    assert "{" not in text


def test_plan_docx_says_what_the_text_says():
    text = plan_text(2031).replace("*Hình thức:*", "Hình thức:")
    lines = [line for line in text.splitlines() if line]

    assert plan_lines(plan_docx(2031)) == lines


def test_plan_docx_is_set_as_party_documents_are():
    document = docx.Document(io.BytesIO(plan_docx(2031)))
    section = document.sections[0]
    margins = (
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    runs = [run for p in document.paragraphs for run in p.runs]

    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert {run.font.name for run in runs} == {"Times New Roman"}
    assert {run.font.size.pt for run in runs} == {14, 15}


def test_plan_docx_is_the_same_bytes_each_time():
    assert plan_docx(2031) == plan_docx(2031)


def test_plan_names_each_column_once_as_heading():
    headings = re.findall(r"^\d\. Chuyên mục (.+)$", plan_text(2031), re.MULTILINE)

    assert headings == COLUMNS


def reading(text):
    """Return what the plan reader makes of `text`, in short."""
    read = as_json(read_plan(text))
    return {
        "columns": [(c["name"], len(c["topics"])) for c in read["columns"]],
        "channels": {len(column["channels"]) for column in read["columns"]},
        "periods": [[c["period"] for c in col["cadences"]] for col in read["columns"]],
        "bases": [(base["number"], base["date"]) for base in read["legal_bases"]],
        "units": Counter(task["unit"] for task in read["assignments"]),
        "deadlines": [t["deadline"] for t in read["assignments"] if t["deadline"]],
        "recipients": len(read["recipients"]),
        "findings": sorted(finding["code"] for finding in read["findings"]),
        "unread": read["unread"],
    }


@pytest.mark.parametrize(
    "text",
    [plan_text(2031), read_document(plan_docx(2031), "ke-hoach-mau.docx")],
    ids=["text", "docx"],
)
def test_plan_reads_with_the_facts_of_the_real_one(text):
    assert reading(text) == {
        "columns": [*TOPICS.items()],
        "channels": {4},
        "periods": [["week", "day", "day"]] * 2 + [["day"] * 3] * 3,
        "bases": [
            ("17-ĐA/TU", "2020-12-11"),
            ("07-NQ/HU", "2020-08-10"),
            ("440/KH-UBND", "2023-12-21"),
            ("242-KH/HU", "2024-01-29"),
            ("28/2021/NQ-HĐND", "2021-12-08"),
        ],
        "units": {
            "UBND xã": 2,
            "Ban Tuyên Vận Đảng ủy": 4,
            "Các chi bộ trực thuộc": 1,
        },
        "deadlines": ["2031-03-31"],
        "recipients": 5,
        "findings": [
            "cadence_covers_groups",
            "contributions_by_zalo",
            "no_amount",
            "no_number_and_date",
            "number_skipped",
            "owner_differs",
            "portal_two_names",
        ],
        "unread": [],
    }


def test_paper_has_its_title_first():
    document = docx.Document(io.BytesIO(paper_docx("Tài liệu", ["Một.", "Hai & ba."])))

    assert [p.text for p in document.paragraphs] == ["Tài liệu", "Một.", "Hai & ba."]


def test_stories_are_counted():
    assert Counter(story.genre for story in STORIES) == {
        "tin": 59,
        "bai": 20,
        "tai_lieu": 6,
        "anh": 6,
    }
    assert Counter(story.column for story in STORIES) == dict(
        zip(COLUMNS, [18, 18, 19, 18, 18], strict=True)
    )


@pytest.mark.parametrize("part", ["key", "headline", "lead"])
def test_stories_are_told_apart_by(part):
    values = [fold(getattr(story, part)) for story in STORIES]

    assert [value for value, count in Counter(values).items() if count > 1] == []


def test_stories_belong_to_topics_of_their_column():
    wrong = [
        story.key
        for story in STORIES
        if not all(0 <= topic < TOPICS[story.column] for topic in story.topics)
    ]

    assert wrong == []


def test_stories_have_the_length_of_their_genre():
    wrong = [
        (story.key, length(story))
        for story in STORIES
        if not LENGTHS[story.genre][0] <= length(story) <= LENGTHS[story.genre][1]
    ]

    assert wrong == []


def test_stories_share_out_a_hundred():
    shares = {sum(credit.share for credit in story.credits) for story in STORIES}

    assert shares == {100}


def test_stories_show_scenes_we_draw_and_say_what_they_show():
    pictures = [p for story in STORIES for p in (story.cover, *story.gallery)]

    assert {picture.scene for picture in pictures} - set(SCENES) == set()
    assert [picture for picture in pictures if len(picture.alt) < 15] == []


def test_photo_stories_and_only_they_have_a_gallery():
    assert {story.genre for story in STORIES if story.gallery} == {"anh"}
    assert [s.key for s in STORIES if s.genre == "anh" and len(s.gallery) < 2] == []


def test_stories_happen_within_the_last_weeks():
    offsets = {story.event_offset_days for story in STORIES}

    assert (min(offsets), max(offsets)) == (-33, 0)


def test_stories_are_written_in_nfc_without_real_telephone_numbers():
    texts = [" ".join([s.headline, s.lead, *s.body]) for s in STORIES]
    numbers = re.findall(r"\b0\d{3} \d{3} \d{3}\b", " ".join(texts))

    assert [t for t in texts if t != unicodedata.normalize("NFC", t)] == []
    assert {number[:8] for number in numbers} == {"0200 000"}
    assert re.findall(r"\b0\d{9}\b", " ".join(texts)) == []


def test_fill_dates_counts_from_the_day():
    text = "Họp ngày {d}, xong {d+30}, báo từ {d-1}."

    assert (
        fill_dates(text, date(2028, 2, 1))
        == "Họp ngày 01/02/2028, xong 02/03/2028, báo từ 31/01/2028."
    )


def test_filled_story_has_no_token_left():
    today = date(2031, 1, 5)
    filled = [story.filled(story.day(today)) for story in STORIES]

    assert [
        s.key for s in filled if "{" in " ".join([s.headline, s.lead, *s.body])
    ] == []


@pytest.mark.parametrize("scene", SCENES)
def test_scene_is_drawn_full_size_and_light(scene):
    drawn = draw(scene, 3)
    image = Image.open(io.BytesIO(drawn))

    assert (image.format, image.size) == ("JPEG", (1280, 800))
    assert len(drawn) < 150_000


def test_seed_gives_the_same_picture_again_and_another_seed_another():
    first, again, other = (draw("market", seed) for seed in (1, 1, 2))

    assert (first == again, first == other) == (True, False)


def test_logo_is_a_small_png():
    image = Image.open(io.BytesIO(draw_logo()))

    assert (image.format, image.size, image.mode) == ("PNG", (256, 256), "RGBA")
