"""`toasoan story import` on the command line."""

import json

import pytest
from click.testing import CliRunner

from toasoan.cli.story import story
from toasoan.stories.models import StoryPage


@pytest.fixture
def run(tmp_path):
    def invoke(*lines, options=()):
        file = tmp_path / "cu.jsonl"
        file.write_text("\n".join(lines), "utf-8")
        return CliRunner().invoke(
            story, ["import", str(file), "--organisation", "ban-mau", *options]
        )

    return invoke


def line(room, **fields):
    return json.dumps({"column": room.column.title, "headline": "Tin", **fields})


def test_import_adds_drafts(commune, run):
    result = run(line(commune))

    assert result.exit_code == 0
    assert StoryPage.objects.get().live is False


def test_import_publishes_when_told(commune, run):
    result = run(line(commune), options=["--publish"])

    assert result.exit_code == 0
    assert StoryPage.objects.get().live is True


def test_import_names_the_bad_line_and_adds_the_others(commune, run):
    result = run(line(commune), line(commune, genre="thơ"))

    assert result.exit_code == 1
    assert "2" in result.stderr
    assert "thơ" in result.stderr
    assert StoryPage.objects.count() == 1


def test_import_refuses_to_publish_without_a_portal(commune, run):
    commune.portal.kind = "handed"
    commune.portal.save()

    result = run(line(commune), options=["--publish"])

    assert (result.exit_code, StoryPage.objects.count()) == (1, 0)


def test_unknown_newsroom_is_answered_with_those_there_are(commune, neighbour):
    result = CliRunner().invoke(story, ["import", "-", "--organisation", "ban-moi"])

    assert result.exit_code == 2
    assert "ban-mau, ban-mau-thuong" in result.output


@pytest.mark.parametrize(("newsrooms", "code", "stories"), [(1, 0, 1), (2, 1, 0)])
def test_newsroom_must_be_named_only_among_several(
    request, commune, tmp_path, newsrooms, code, stories
):
    if newsrooms == 2:
        request.getfixturevalue("neighbour")
    file = tmp_path / "cu.jsonl"
    file.write_text(line(commune), "utf-8")

    result = CliRunner().invoke(story, ["import", str(file)])

    assert (result.exit_code, StoryPage.objects.count()) == (code, stories)
