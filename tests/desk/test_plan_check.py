"""Checking a plan on the screen: nothing is written before it is confirmed."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import newsroom
from toasoan.channels.models import Channel
from toasoan.demo.plan_document import plan_docx, plan_text
from toasoan.organisations.actions import grant
from toasoan.organisations.models import Role
from toasoan.planning.models import Assignment, Cadence, Plan
from toasoan.stories.actions import open_column
from toasoan.stories.models import ColumnPage, Topic

MODELS = (Plan, ColumnPage, Topic, Channel, Cadence, Assignment)


@pytest.fixture
def organisation(db):
    """A commune that has its site and nothing else."""
    return newsroom.founded("moi", "Xã Mới")


@pytest.fixture
def editor(organisation):
    """A browser an editor of that commune is signed in with."""
    user = newsroom.person("bien-tap")
    grant(user=user, organisation=organisation, role=Role.EDITOR)
    return signed_in(user)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def counts():
    return [model.objects.count() for model in MODELS]


def upload(client, name="ke-hoach.docx", data=None):
    file = SimpleUploadedFile(name, plan_docx(2026) if data is None else data)
    return client.post(reverse("desk:plan_upload"), {"file": file})


def fields_of(response):
    """What a browser would post back from the check page as it stands."""
    page = response.content.decode().split("<template data-plan-empty")[0]
    page = page[page.index('id="understood"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        kind = (re.search(r'type="(\w+)"', tag) or [0, ""])[1]
        name = re.search(r' name="([^"]+)"', tag)
        value = re.search(r' value="([^"]*)"', tag)
        if name and (kind not in ("checkbox", "radio") or " checked" in tag):
            text = unescape(value[1]) if value else ""
            found.setdefault(name[1], []).append(text)
    for name, text in re.findall(
        r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S
    ):
        found[name] = [unescape(text).removeprefix("\r\n").removeprefix("\n")]
    for name, options in re.findall(
        r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.S
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        first = re.search(r'value="([^"]*)"', options)
        found[name] = [unescape((chosen or first)[1])]
    return found


def confirm(client, fields, **changes):
    return client.post(
        reverse("desk:plan_check"), {**fields, "confirm": "yes", **changes}
    )


def test_upload_shows_what_was_understood_and_writes_nothing(editor):
    before = counts()

    response = upload(editor)

    assert response.status_code == 200
    assert counts() == before
    check = response.context["check"]
    assert [card.form["name"].value() for card in check.column_cards] == [
        "Công tác Tuyên giáo",
        "Thông tin đối ngoại",
        "Công tác Tuyên vận",
        "Theo gương Bác",
        "Bảo vệ nền tảng tư tưởng của Đảng",
    ]
    assert [len(card.rows) for card in check.column_cards] == [4] * 5
    assert [len(card.rows) for card in check.group_cards] == [1] * 4
    assert len(check.remarks) == 7


def test_page_confirmed_as_it_stands_writes_the_plan(editor):
    fields = fields_of(upload(editor))

    response = confirm(editor, fields)

    plan = Plan.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("desk:plan", args=[plan.pk])
    assert counts() == [1, 5, 16, 4, 20, 7]
    assert plan.file_name == "ke-hoach.docx"
    assert (plan.valid_from, plan.valid_until) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
    )


def test_second_click_shows_the_plan_that_is_there(editor):
    fields = fields_of(upload(editor))
    first = confirm(editor, fields)
    before = counts()

    second = confirm(editor, fields)

    assert second.url == first.url
    assert counts() == before


def test_pasted_text_is_read_like_a_file(editor):
    text = plan_text(2026)

    response = editor.post(reverse("desk:plan_upload"), {"text": text})
    confirm(editor, fields_of(response))

    assert counts() == [1, 5, 16, 4, 20, 7]
    assert Plan.objects.get().file_name == ""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("to.txt", b"a" * (2 * 1024 * 1024 + 1)),
        ("anh.txt", bytes(range(256)) * 8),
        ("hong.docx", b"PK\x03\x04 khong phai"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("rong.txt", b""),
        ("bai.pdf", b"%PDF-1.7 ..."),
    ],
)
def test_file_that_cannot_be_read_gets_a_plain_error(editor, name, data):
    before = counts()

    response = upload(editor, name, data)

    assert response.status_code == 422
    assert [len(errors) for errors in response.context["form"].errors.values()] == [1]
    assert list(response.context["form"].errors) == ["file"]
    assert counts() == before


@pytest.mark.parametrize(
    "text", ["Kế hoạch \x01 hỏng", "Kế hoạch " + "dài " * (512 * 1024)]
)
def test_pasted_text_stays_in_the_box_when_it_is_refused(editor, text):
    response = editor.post(reverse("desk:plan_upload"), {"text": text})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["text"]
    assert response.context["form"]["text"].value() == text


def test_file_and_text_together_are_refused_and_the_text_kept(editor):
    file = SimpleUploadedFile("ke-hoach.docx", plan_docx(2026))

    response = editor.post(
        reverse("desk:plan_upload"), {"file": file, "text": "KẾ HOẠCH của tôi"}
    )

    assert response.status_code == 422
    assert "KẾ HOẠCH của tôi" in response.content.decode()


def test_failed_confirmation_keeps_all_that_was_typed(editor):
    fields = fields_of(upload(editor))
    before = counts()
    typed = {
        **fields,
        "heading-title": ["Kế hoạch tôi vừa sửa"],
        "heading-valid_until": ["2025-01-01"],
        "columns-0-name": ["Tên tôi vừa gõ"],
        "cadences-0-minimum": ["0"],
    }

    response = confirm(editor, typed)

    assert response.status_code == 422
    assert counts() == before
    check = response.context["check"]
    assert check.heading.errors.keys() == {"valid_until"}
    assert check.parts["cadences"].errors[0].keys() == {"minimum"}
    again = fields_of(response)
    del typed["csrfmiddlewaretoken"]
    assert {name: again[name] for name in typed} == typed


def test_corrections_are_what_is_written(editor):
    fields = fields_of(upload(editor))

    confirm(
        editor,
        fields,
        **{
            "heading-number": "12",
            "columns-0-name": "Tin trong xã",
            "columns-0-topics": "Việc làng\r\nMùa vụ",
            "cadences-0-minimum": "3",
            "cadences-0-unit": "tin, bài",
            "cadences-0-weekdays": ["1", "4"],
            "cadences-0-season_from": "5",
            "cadences-0-season_to": "10",
            "cadences-0-times": "5h00, 17g30",
            "assignments-1-DELETE": "on",
        },
    )

    column = ColumnPage.objects.get(title="Tin trong xã")
    cadence = column.cadences.first()
    assert [topic.text for topic in column.topics.all()] == ["Việc làng", "Mùa vụ"]
    assert (cadence.minimum, cadence.unit, cadence.weekdays) == (3, "tin, bài", [1, 4])
    assert (cadence.season_from, cadence.season_to) == (5, 10)
    assert cadence.times == ["05:00", "17:30"]
    assert Plan.objects.get().draft["document"]["number"] == "12"
    assert Assignment.objects.count() == 6


def test_column_taken_out_takes_its_promises_along(editor):
    fields = fields_of(upload(editor))

    confirm(editor, fields, **{"columns-2-DELETE": "on"})

    assert (ColumnPage.objects.count(), Cadence.objects.count()) == (4, 16)


def test_errors_of_a_row_taken_out_do_not_count(editor):
    fields = fields_of(upload(editor))

    response = confirm(
        editor, fields, **{"cadences-0-DELETE": "on", "cadences-0-minimum": "x"}
    )

    assert response.status_code == 302
    assert Cadence.objects.count() == 19


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("cadences:1", "cadences"),
        ("channels:2", "channels"),
        ("assignments", "assignments"),
        ("bases", "bases"),
        ("columns", "columns"),
        ("groups", "groups"),
    ],
)
def test_row_can_be_added_without_script(editor, wanted, part):
    fields = fields_of(upload(editor))
    before = counts()

    response = editor.post(reverse("desk:plan_check"), {**fields, "add": wanted})

    assert response.status_code == 200
    assert counts() == before
    again = fields_of(response)
    assert int(again[f"{part}-TOTAL_FORMS"][0]) == (
        int(fields[f"{part}-TOTAL_FORMS"][0]) + 1
    )


def test_promise_added_to_a_column_is_written(editor):
    fields = fields_of(upload(editor))
    response = editor.post(reverse("desk:plan_check"), {**fields, "add": "cadences:1"})

    confirm(
        editor,
        fields_of(response),
        **{"cadences-20-group": "3", "cadences-20-period": "none"},
    )

    assert Cadence.objects.count() == 21
    added = Cadence.objects.get(period="none")
    assert (added.column.title, added.channel.medium) == (
        "Thông tin đối ngoại",
        "loudspeaker",
    )


def test_unknown_part_adds_nothing(editor):
    fields = fields_of(upload(editor))

    response = editor.post(reverse("desk:plan_check"), {**fields, "add": "plans:1"})

    assert fields_of(response).keys() == fields.keys()


def test_group_must_stand_for_a_channel_or_be_unused(editor):
    fields = fields_of(upload(editor))

    refused = confirm(editor, fields, **{"channels-3-name": ""})
    accepted = confirm(
        editor, fields, **{"channels-3-name": "", "groups-3-unused": "on"}
    )

    errors = refused.context["check"].parts["groups"].errors
    assert [list(error) for error in errors] == [[], [], [], ["channel_ids"]]
    assert accepted.status_code == 302
    assert (Channel.objects.count(), Cadence.objects.count()) == (3, 15)


def test_column_twice_is_refused(editor):
    fields = fields_of(upload(editor))

    response = confirm(editor, fields, **{"columns-1-name": "CÔNG TÁC TUYÊN GIÁO"})

    errors = response.context["check"].parts["columns"].errors
    assert [list(error) for error in errors] == [[], ["name"], [], [], []]


def test_plan_without_columns_is_refused(editor):
    fields = fields_of(upload(editor))

    response = confirm(
        editor, fields, **{f"columns-{place}-DELETE": "on" for place in range(5)}
    )

    assert response.status_code == 422
    assert len(response.context["check"].heading.non_field_errors()) == 1


def test_existing_column_is_offered_and_used(editor, organisation):
    known = open_column(
        organisation=organisation, name="Chuyên mục THEO GƯƠNG BÁC", topics=[]
    )

    fields = fields_of(upload(editor))
    confirm(editor, fields)

    assert fields["columns-3-column_id"] == [str(known.pk)]
    assert ColumnPage.objects.count() == 5
    assert known.cadences.count() == 4


def test_second_portal_is_refused_beside_its_field(editor, organisation):
    newsroom.channel(organisation, "Cổng TTĐT", "portal", "portal")
    fields = fields_of(upload(editor))

    response = confirm(editor, fields, **{"channels-0-kind": "portal"})

    errors = response.context["check"].parts["channels"].errors
    assert list(errors[0]) == ["kind"]


def test_overlap_is_shown_and_can_be_meant(editor, organisation):
    confirm(editor, fields_of(upload(editor)))
    text = plan_text(2026) + "\nPhụ lục"
    fields = fields_of(editor.post(reverse("desk:plan_upload"), {"text": text}))

    refused = confirm(editor, fields)
    accepted = confirm(editor, fields, **{"heading-alongside": "on"})

    assert refused.status_code == 422
    assert refused.context["check"].heading.errors.keys() == {"replaces"}
    assert accepted.status_code == 302
    assert Plan.objects.count() == 2


def test_replaced_plan_ends_the_day_before(editor):
    confirm(editor, fields_of(upload(editor)))
    old = Plan.objects.get()
    fields = fields_of(upload(editor))

    response = confirm(
        editor,
        fields,
        **{"heading-replaces": str(old.pk), "heading-valid_from": "2026-07-01"},
    )

    old.refresh_from_db()
    assert response.status_code == 302
    assert old.valid_until == date(2026, 6, 30)
    assert editor.get(reverse("desk:plan", args=[old.pk])).status_code == 200


def test_neighbours_ids_are_no_choices(editor, neighbour):
    fields = fields_of(upload(editor))
    before = counts()

    response = confirm(
        editor,
        fields,
        **{
            "columns-0-column_id": str(neighbour.column.pk),
            "groups-0-channel_ids": [str(neighbour.portal.pk)],
            "heading-replaces": str(neighbour.plan.pk),
        },
    )

    check = response.context["check"]
    assert response.status_code == 422
    assert counts() == before
    assert check.heading.errors.keys() == {"replaces"}
    assert check.parts["columns"].errors[0].keys() == {"column_id"}
    assert check.parts["groups"].errors[0].keys() == {"channel_ids"}
    assert neighbour.marker not in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.EDITOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.APPROVER, 403),
        (Role.ANNOUNCER, 403),
        (Role.ACCOUNTANT, 403),
        (Role.SECRETARY, 403),
    ],
)
def test_editors_and_administrators_check_plans(commune, role, status):
    client = signed_in(commune.people[role])
    before = counts()

    opened = client.get(reverse("desk:plan_upload"))
    posted = client.post(reverse("desk:plan_upload"), {"text": plan_text(2026)})

    # Wagtail answers a refusal by sending one home with a message.
    refused = 302 if status == 403 else 200
    assert [opened.status_code, posted.status_code] == [refused, refused]
    assert client.post(
        reverse("desk:plan_check"), {"text": "KẾ HOẠCH", "confirm": "yes"}
    ).status_code == (302 if status == 403 else 422)
    assert counts() == before


def test_check_page_opened_anew_sends_to_the_upload(editor):
    response = editor.get(reverse("desk:plan_check"))

    assert response.url == reverse("desk:plan_upload")


def test_query_count_of_the_check_page_is_fixed(
    editor, organisation, django_assert_num_queries
):
    confirm(editor, fields_of(upload(editor)))
    fields = fields_of(upload(editor))

    with django_assert_num_queries(15):
        editor.post(reverse("desk:plan_check"), fields)
    for year in (2027, 2028):
        column = open_column(organisation=organisation, name=f"Mục {year}", topics=[])
        channel = newsroom.channel(organisation, f"Kênh {year}", "zalo", "handed")
        newsroom.plan_of(organisation, column, [channel], year=year)
    with django_assert_num_queries(15):
        editor.post(reverse("desk:plan_check"), fields)
