"""The registers in the editor: who writes, who reads, whose entries."""

import io

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.factories import newsroom, registers
from toasoan.organisations.models import Role
from toasoan.registers.models import DirectiveDocument, Exemplar
from toasoan.registers.sheets.check import Fate

NAMES = ("documents", "events", "exemplars")
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
SHEET = "Loại;Số;Ngày;Cơ quan;Trích yếu\nKế hoạch;7-KH/ĐU;05/11/2026;Đảng ủy;Việc mới"


@pytest.fixture
def entries(commune):
    return (
        registers.document(commune),
        registers.event(commune),
        registers.exemplar(commune),
    )


def posted(*rows, **fields):
    data = {
        "kind": "ke-hoach",
        "number": "9-KH/ĐU",
        "issued_on": "2026-11-05",
        "issuer": "Đảng ủy xã",
        "level": "commune",
        "abstract": "Việc mới",
        "public": "on",
        **fields,
    }
    for formset in ("files", "replacements"):
        for name, value in NO_ROWS.items():
            data[f"{formset}-{name}"] = value
    for formset, name, value in rows:
        data[f"{formset}-TOTAL_FORMS"] = "1"
        data[f"{formset}-0-{name}"] = value
        data[f"{formset}-0-ORDER"] = "1"
    return data


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_and_three_write(client, commune, entries, role):
    client.force_login(commune.people[role])
    writes = role in (Role.EDITOR, Role.SECRETARY, Role.ADMINISTRATOR)

    for name, entry in zip(NAMES, entries, strict=True):
        index = client.get(reverse(f"register-{name}:index"))
        inspect = client.get(reverse(f"register-{name}:inspect", args=[entry.pk]))
        edit = client.get(reverse(f"register-{name}:edit", args=[entry.pk]))
        assert (index.status_code, inspect.status_code) == (200, 200)
        assert (edit.status_code == 200) is writes


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_a_fixed_number_of_queries(
    client, commune, count, django_assert_max_num_queries
):
    for number in range(count):
        registers.document(commune, str(number))
    client.force_login(commune.editor)
    client.get(reverse("register-documents:index"))

    with django_assert_max_num_queries(30):
        client.get(reverse("register-documents:index"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=chuyen+doi", {"12-KH/ĐU"}),
        ("q=khac", {"1-NQ"}),
        ("kind=nghi-quyet", {"1-NQ"}),
        ("issued_on__year=2025", {"1-NQ"}),
        ("issuer=Tỉnh ủy", {"1-NQ"}),
        ("in_force=no", {"1-NQ"}),
        ("in_force=yes", {"12-KH/ĐU"}),
    ],
)
def test_documents_are_narrowed(client, commune, query, expected):
    registers.document(commune)
    registers.document(
        commune,
        "1-NQ",
        kind="nghi-quyet",
        issued_on="2025-05-05",
        issuer="Tỉnh ủy",
        abstract="Việc khác",
        effective_until="2025-12-31",
    )
    client.force_login(commune.editor)

    response = client.get(f"{reverse('register-documents:index')}?{query}")

    assert {one.number for one in response.context["object_list"]} == expected


def test_editor_writes_a_document(client, commune):
    old = registers.document(commune, "1")
    one = registers.file(commune)
    client.force_login(commune.editor)

    client.post(
        reverse("register-documents:add"),
        posted(
            ("files", "file", one.pk),
            ("replacements", "replaced", old.pk),
            conference_month="2026-11",
            topics=[commune.column.topics.first().pk],
        ),
    )

    made = DirectiveDocument.objects.get(number="9-KH/ĐU")
    assert made.organisation == commune.organisation
    assert made.conference_month.isoformat() == "2026-11-01"
    assert [row.file for row in made.files.all()] == [one]
    assert old.replaced_in.get().document == made
    assert made.topics.count() == 1


def test_same_document_is_refused_in_words(client, commune):
    registers.document(commune, "9-KH/ĐU", issuer="Đảng ủy xã")
    client.force_login(commune.editor)

    response = client.post(reverse("register-documents:add"), posted())

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


def test_nothing_of_the_neighbour_can_be_named(client, commune, neighbour):
    foreign = registers.document(neighbour)
    client.force_login(commune.editor)
    address = reverse("register-documents:add")

    for fields, rows in (
        ({"column": neighbour.column.pk}, []),
        ({"topics": [neighbour.column.topics.first().pk]}, []),
        ({}, [("files", "file", registers.file(neighbour).pk)]),
        ({}, [("replacements", "replaced", foreign.pk)]),
    ):
        client.post(address, posted(*rows, **fields))

    assert not DirectiveDocument.objects.of(commune.organisation).exists()


def test_exemplar_names_only_own_pictures_and_stories(client, commune, neighbour):
    story = newsroom.published(neighbour)
    client.force_login(commune.editor)
    fields = {
        "name": "Tổ tự quản",
        "kind": "tap-the",
        "year": "2026",
        "deed": "Giữ sạch đường",
        "consent": "on_file",
        "picture_alt": "Đường",
        "stories-TOTAL_FORMS": "0",
        "stories-INITIAL_FORMS": "0",
    }
    foreign = (
        {"picture": newsroom.picture(neighbour.organisation).pk},
        {
            "stories-TOTAL_FORMS": "1",
            "stories-0-story": story.pk,
            "stories-0-ORDER": "1",
        },
    )

    for one in foreign:
        client.post(reverse("register-exemplars:add"), {**fields, **one})
    refused = Exemplar.objects.count()
    client.post(reverse("register-exemplars:add"), fields)

    assert (refused, Exemplar.objects.count()) == (0, 1)


def test_chooser_offers_own_documents_only(client, commune, neighbour):
    own, foreign = registers.document(commune), registers.document(neighbour)
    client.force_login(commune.editor)
    chooser = "register-document-chooser"

    page = client.get(reverse(f"{chooser}:choose")).json()["html"]
    statuses = [
        client.get(reverse(f"{chooser}:chosen", args=[pk])).status_code
        for pk in (own.pk, foreign.pk)
    ]

    assert own.abstract in page
    assert neighbour.marker not in page
    assert statuses == [200, 404]


def test_member_of_two_newsrooms_writes_only_where_they_may(client, commune, neighbour):
    entry = registers.document(neighbour)
    person = commune.editor
    newsroom.grant(
        user=person, organisation=neighbour.organisation, role=Role.ANNOUNCER
    )
    client.force_login(person)
    session = client.session
    session["organisation"] = neighbour.organisation.pk
    session.save()

    read = client.get(reverse("register-documents:inspect", args=[entry.pk]))
    write = client.get(reverse("register-documents:edit", args=[entry.pk]))

    assert read.status_code == 200
    assert write.status_code != 200


def upload(client, text=SHEET, register="directivedocument"):
    file = io.BytesIO(text.encode())
    file.name = "so.csv"
    return client.post(reverse("registers:import", args=[register]), {"file": file})


def test_sheet_is_shown_before_it_is_written(client, commune):
    client.force_login(commune.editor)

    checked = upload(client)
    before = DirectiveDocument.objects.count()
    done = client.post(
        reverse("registers:import", args=["directivedocument"]),
        {"rows": checked.context["rows"]},
    )

    assert (checked.status_code, before) == (200, 0)
    assert done.url == reverse("register-documents:index")
    assert DirectiveDocument.objects.get().number == "7-KH/ĐU"


def test_longest_sheet_that_is_taken_can_be_confirmed(client, commune):
    client.force_login(commune.editor)
    head = SHEET.splitlines()[0]
    line = "Kế hoạch;{}-KH/ĐU;05/11/2026;Đảng ủy xã;" + "Trích yếu dài. " * 200
    sheet = "\n".join([head, *(line.format(number) for number in range(480))])

    checked = upload(client, sheet)
    done = client.post(
        reverse("registers:import", args=["directivedocument"]),
        {"rows": checked.context["rows"]},
    )

    assert len(sheet.encode()) > 1_800_000
    assert 'method="post" enctype="multipart/form-data"' in checked.content.decode()
    assert done.status_code == 302
    assert DirectiveDocument.objects.count() == checked.context["run"].count(Fate.NEW)


def test_sheet_with_too_much_text_is_refused_before_it_is_checked(client, commune):
    client.force_login(commune.editor)
    book = Workbook()
    for _row in range(300):
        book.active.append(["Trích yếu rất dài " * 500] * 2)
    file = io.BytesIO()
    book.save(file)
    file.name = "so.xlsx"
    file.seek(0)

    response = client.post(
        reverse("registers:import", args=["directivedocument"]), {"file": file}
    )

    assert response.status_code == 422
    assert "quá nhiều chữ: tối đa 4 MB" in response.content.decode()


@pytest.mark.parametrize("text", ["", "a;b\nc;d", "\x00"])
def test_sheet_that_cannot_be_read_is_answered_in_words(client, commune, text):
    client.force_login(commune.editor)

    response = upload(client, text)

    assert response.status_code == 422


@pytest.mark.parametrize("role", [Role.APPROVER, Role.ANNOUNCER, Role.ACCOUNTANT])
def test_readers_bring_nothing_in(client, commune, role):
    client.force_login(commune.people[role])

    upload(client)
    client.post(reverse("registers:import", args=["directivedocument"]), {"rows": "[]"})

    assert not DirectiveDocument.objects.exists()


def test_empty_form_can_be_downloaded(client, commune):
    client.force_login(commune.editor)

    response = client.get(reverse("registers:empty_sheet", args=["event"]))

    book = load_workbook(io.BytesIO(response.content))
    assert book.worksheets[0]["A1"].value == "Tên sự kiện"


def test_register_that_is_none_is_not_found(client, commune):
    client.force_login(commune.editor)

    response = client.get(reverse("registers:import", args=["page"]))

    assert response.status_code == 404
