"""Writing a story: whose channels it may name, what its main button is, clean text."""

import json

import pytest
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from toasoan.stories.blocks import TEXT_FEATURES
from toasoan.stories.models import StoryPage

pytestmark = pytest.mark.django_db


def address(room):
    return f"/admin/pages/add/stories/storypage/{room.column.pk}/"


def story_data(renditions=(), **kwargs):
    return nested_form_data(
        {
            "title": "Đường liên thôn đi lại được",
            "slug": "",
            "genre": "tin",
            "lead": "Từ hôm nay.",
            "body": streamfield([]),
            "credits": inline_formset([]),
            "corrections": inline_formset([]),
            "renditions": inline_formset(
                [{"channel": pk, "wanted": "on", "text": ""} for pk in renditions]
            ),
            "comments": inline_formset([]),
            **kwargs,
        }
    )


def test_new_story_offers_the_plans_channels_and_only_ours(client, commune, neighbour):
    client.force_login(commune.editor)

    page = client.get(address(commune))

    formset = page.context["form"].formsets["renditions"]
    assert [row.instance.channel for row in formset.forms] == [
        commune.portal,
        commune.fanpage,
        commune.zalo,
        commune.loudspeaker,
    ]
    offered = formset.empty_form.fields["channel"].queryset
    assert {one.organisation_id for one in offered} == {commune.organisation.pk}
    assert neighbour.marker not in page.text


def test_neighbours_channel_is_refused_when_posted_by_hand(client, commune, neighbour):
    client.force_login(commune.editor)

    page = client.post(address(commune), story_data([neighbour.fanpage.pk]))

    assert page.context["form"].formsets["renditions"].errors[0].keys() == {"channel"}
    assert StoryPage.objects.count() == 0


def test_draft_keeps_its_channels_and_gets_a_readable_slug(client, commune):
    client.force_login(commune.editor)

    client.post(address(commune), story_data([commune.zalo.pk]))

    story = StoryPage.objects.get()
    assert story.slug == "duong-lien-thon-di-lai-duoc"
    saved = story.get_latest_revision_as_object()
    assert [(r.channel, r.wanted) for r in saved.renditions.all()] == [
        (commune.zalo, True)
    ]


def test_second_story_of_the_same_headline_gets_another_slug(client, commune):
    client.force_login(commune.editor)

    client.post(address(commune), story_data())
    client.post(address(commune), story_data())

    assert sorted(StoryPage.objects.values_list("slug", flat=True)) == [
        "duong-lien-thon-di-lai-duoc",
        "duong-lien-thon-di-lai-duoc-2",
    ]


def test_main_button_sends_for_approval_and_nothing_publishes(client, commune):
    client.force_login(commune.editor)

    page = client.get(address(commune))

    menu = page.context["action_menu"]
    assert menu.default_item.name == "action-submit"
    assert [item.name for item in menu.menu_items] == ["action-save-draft"]


def test_posting_the_main_button_asks_for_approval(client, commune):
    client.force_login(commune.editor)

    client.post(address(commune), {**story_data(), "action-submit": "yes"})

    assert StoryPage.objects.get().workflow_in_progress is True


def test_pasted_text_keeps_its_words_and_loses_what_is_not_ours():
    widget = get_rich_text_editor_widget("default", features=TEXT_FEATURES)
    pasted = {
        "entityMap": {
            "0": {
                "type": "LINK",
                "mutability": "MUTABLE",
                "data": {"url": "javascript:alert(1)"},
            },
            "1": {
                "type": "EMBED",
                "mutability": "IMMUTABLE",
                "data": {"url": "https://evil.example/x"},
            },
        },
        "blocks": [
            {
                "key": "a",
                "type": "unstyled",
                "text": "<script>alert(1)</script> Họp thôn <b onclick=x>",
                "depth": 0,
                "inlineStyleRanges": [
                    {"offset": 0, "length": 5, "style": "COLOR-RED"},
                ],
                "entityRanges": [{"offset": 26, "length": 3, "key": 0}],
            },
        ],
    }

    html = widget.value_from_datadict({"x": json.dumps(pasted)}, {}, "x")

    assert "<script" not in html
    assert "javascript:" not in html
    assert "style=" not in html
    assert "Họp thôn" in html.replace("<a>", "").replace("</a>", "")
