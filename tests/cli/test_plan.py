"""`toasoan plan` on the command line."""

import json

from click.testing import CliRunner

from tests.factories import newsroom
from toasoan.cli.plan import plan
from toasoan.demo.plan_document import plan_docx, plan_text
from toasoan.organisations.models import Organisation
from toasoan.planning.models import Plan
from toasoan.stories.actions import found_newsroom


def invoke(*arguments):
    return CliRunner().invoke(plan, [str(argument) for argument in arguments])


def document(tmp_path):
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(plan_docx(2026))
    return file


def test_read_prints_the_documented_json(tmp_path):
    result = invoke("read", document(tmp_path), "--json")

    told = json.loads(result.stdout)
    assert [len(column["topics"]) for column in told["columns"]] == [3, 3, 3, 3, 4]
    assert told["document"]["year"] == 2026


def test_read_shows_columns_promises_and_findings(tmp_path):
    file = tmp_path / "ke-hoach.txt"
    file.write_text(plan_text(2026), "utf-8")

    result = invoke("read", file)

    assert result.exit_code == 0
    assert "1. Công tác Tuyên giáo" in result.stdout
    assert "    35  Hệ thống phát thanh của xã, thôn: Hằng ngày." in result.stdout
    assert "   107 ! " in result.stdout


def test_read_refuses_what_is_no_document(tmp_path):
    file = tmp_path / "anh.docx"
    file.write_bytes(b"\x00\x01\x02" * 100)

    result = invoke("read", file)

    assert (result.exit_code, result.stdout) == (1, "")


def test_import_confirms_the_plan_as_it_is_understood(db, tmp_path):
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.COMMUNE, code="ban-mau", name="Xã Bản Mẫu"
    )
    found_newsroom(organisation=organisation, hostname="ban-mau.localhost")

    result = invoke("import", document(tmp_path), "--organisation", "ban-mau")

    made = Plan.objects.get()
    assert result.exit_code == 0
    assert (made.organisation, made.cadences.count()) == (organisation, 20)


def test_import_twice_makes_one_plan(db, tmp_path):
    room = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    room.plan.delete()

    for _ in range(2):
        invoke("import", document(tmp_path), "--organisation", "ban-mau")

    assert Plan.objects.count() == 1


def test_import_beside_another_plan_is_refused(commune, tmp_path):
    result = invoke("import", document(tmp_path), "--organisation", "ban-mau")

    assert (result.exit_code, Plan.objects.count()) == (1, 1)


def test_import_cannot_replace_a_neighbours_plan(commune, neighbour, tmp_path):
    file = document(tmp_path)

    result = invoke(
        "import", file, "--organisation", "ban-mau", "--replaces", neighbour.plan.pk
    )

    assert (result.exit_code, Plan.objects.count()) == (1, 2)
