"""`toasoan coverage` on the command line."""

import json

from click.testing import CliRunner
from openpyxl import load_workbook

from toasoan.cli.coverage import coverage

YEAR = ("--from", "2026-01-01", "--to", "31/12/2026")


def invoke(*arguments):
    return CliRunner().invoke(coverage, [str(argument) for argument in arguments])


def test_coverage_prints_each_column_and_channel(commune):
    result = invoke(*YEAR)

    assert result.exit_code == 0
    assert f"{commune.column.title} · {commune.portal.name}" in result.stdout


def test_coverage_as_json_has_the_days_asked_for(commune):
    told = json.loads(invoke(*YEAR, "--json").stdout)

    assert (told["from"], told["to"]) == ("2026-01-01", "2026-12-31")
    assert told["organisation"]["code"] == "ban-mau"


def test_coverage_as_workbook(commune, tmp_path):
    result = invoke(*YEAR, "--xlsx", tmp_path / "c.xlsx")

    assert result.exit_code == 0
    assert len(load_workbook(tmp_path / "c.xlsx").sheetnames) > 1


def test_coverage_asks_which_newsroom_when_there_are_two(commune, neighbour):
    assert invoke(*YEAR).exit_code == 1
    assert invoke(*YEAR, "--organisation", "ban-mau").exit_code == 0


def test_coverage_shows_nothing_of_a_neighbour(commune, neighbour):
    result = invoke(*YEAR, "--organisation", "ban-mau")

    assert neighbour.marker not in result.stdout


def test_coverage_refuses_days_in_the_wrong_order(commune):
    result = invoke("--from", "2026-02-01", "--to", "2026-01-01")

    assert result.exit_code == 1
