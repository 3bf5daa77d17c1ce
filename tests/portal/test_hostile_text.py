"""Whatever was pasted into a story, its public page runs none of it."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.core.files.base import ContentFile

from tests.factories import newsroom, registers
from toasoan.stories.actions import folder_of
from toasoan.stories.imports import import_stories
from toasoan.stories.models import File, StoryPage

HOST = {"host": "ban-mau.localhost"}
EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">đây</a>',
    '<a href=" jav&#x09;ascript:alert(1)">đây</a>',
    '<a href="data:text/html,<script>alert(1)</script>">đây</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<p style="background:url(javascript:alert(1))" onclick="alert(1)">chữ</p>',
    "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
    "</title></textarea></style></script><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "<!--><script>alert(1)</script>-->",
    '<embed embedtype="media" url="javascript:alert(1)"/>',
    '<a linktype="page" id="1" onmouseover="alert(1)">trang</a>',
    '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x',
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=x">',
    "{{ 7|add:7 }}{% load evil %}",
    "]]><script>alert(1)</script>",
)
LINK = {"type": "LINK", "mutability": "MUTABLE"}
LINKS = (
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
)
ALLOWED = re.compile(r"(https?:|mailto:|tel:|/|#|\?|$)")
FORBIDDEN = {"base", "object", "embed", "style", "svg", "math", "iframe"}


class Reader(HTMLParser):
    """Collects whatever in a page could run, or lead out of it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in FORBIDDEN:
            self.found.append((tag, attrs))
        if tag == "script" and not self.harmless(given):
            self.found.append((tag, attrs))
        if tag == "form" and not given.get("action", "").startswith("/"):
            self.found.append((tag, attrs))
        if tag == "meta" and "http-equiv" in given:
            self.found.append((tag, attrs))
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.found.append((tag, name, value))
            if name in ("href", "src", "action") and not ALLOWED.match(value or ""):
                self.found.append((tag, name, value))

    @staticmethod
    def harmless(given):
        own = (given.get("src") or "").startswith("/static/")
        return own or given.get("type") == "application/ld+json"


def running_in(html):
    reader = Reader()
    reader.feed(html)
    return reader.found


def contentstate(text, link):
    """Return what the editor sends for a pasted `text` with a link on it."""
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": text,
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [{"offset": 0, "length": 3, "style": "EVIL"}],
                    "entityRanges": [
                        {"offset": 0, "length": 2, "key": 0},
                        {"offset": 2, "length": 2, "key": 1},
                    ],
                },
                {"key": "b", "text": text, "type": "evil-block", "depth": 0},
            ],
            "entityMap": {
                "0": {**LINK, "data": {"url": link, "onclick": "alert(1)"}},
                "1": {**LINK, "data": {"url": 'https://x.vn/" onclick="alert(1)'}},
            },
        }
    )


def pages_of(client, story):
    address = f"/{story.get_parent().slug}/{story.slug}/"
    column = f"/{story.get_parent().slug}/"
    for path in (address, "/", column, f"{column}luu-tru/", f"{address}noi-dung.html"):
        yield path, client.get(path, headers=HOST)
    yield "search", client.get("/tim-kiem/", {"q": EVIL[0]}, headers=HOST)


def test_reader_knows_what_runs():
    assert [len(running_in(evil)) > 0 for evil in EVIL[:8]] == [True] * 8
    assert running_in('<script src="/static/a.js"></script><p>chữ</p>') == []


@pytest.mark.parametrize("link", LINKS)
def test_text_pasted_into_the_editor_runs_nothing(client, commune, link):
    editor = StoryPage._meta.get_field("body").stream_block.child_blocks["text"]
    widget = editor.field.widget
    pasted = [
        ("text", editor.normalize(widget.value_from_datadict({"t": state}, {}, "t")))
        for state in (contentstate(f"abcd{evil}", link) for evil in EVIL)
    ]
    story = newsroom.published(
        commune,
        f"Tin {EVIL[0]}",
        lead=EVIL[10],
        body=[
            *pasted,
            ("quote", {"text": EVIL[1], "speaker": EVIL[10]}),
            ("callout", {"title": EVIL[10], "text": ""}),
            ("contact", {"name": EVIL[0], "telephone": EVIL[10], "place": EVIL[10]}),
            (
                "table",
                {"data": [[one] for one in EVIL], "first_row_is_table_header": 1},
            ),
        ],
    )

    for path, answer in pages_of(client, story):
        assert answer.status_code == 200, path
        assert running_in(answer.content.decode()) == [], path


@pytest.mark.parametrize("evil", EVIL)
def test_story_brought_over_runs_nothing(client, commune, tmp_path, evil):
    line = {
        "key": "k",
        "column": commune.column.title,
        "headline": f"Tin cũ {evil}"[:255],
        "lead": evil,
        "body": f"<p>Đầu tin.</p>{evil}<p>Cuối tin.</p>",
        "place": evil[:120],
        "credits": [evil[:100]],
        "publish_at": "2024-03-05T07:30:00+07:00",
    }
    tally = import_stories(
        organisation=commune.organisation,
        lines=[json.dumps(line)],
        folder=tmp_path,
        publish=True,
        now=newsroom.moment(),
    )

    assert tally.bad == []
    for path, answer in pages_of(client, StoryPage.objects.get()):
        assert running_in(answer.content.decode()) == [], path


def test_feeds_and_data_for_machines_close_before_their_time(client, commune):
    story = newsroom.published(commune, f"Tin {EVIL[17]} {EVIL[9]}", lead=EVIL[17])

    page = next(pages_of(client, story))[1].content.decode()
    feed = client.get("/rss.xml", headers=HOST).content.decode()

    assert page.count("<script") == page.count("</script>")
    assert "<script" not in feed


@pytest.mark.parametrize(
    ("name", "shown"),
    [("to-trinh.pdf", "inline"), ("la.txt", "attachment"), ("la.zip", "attachment")],
)
def test_file_of_a_story_runs_nothing(client, commune, name, shown):
    evil = ContentFile(EVIL[0].encode(), name=name)
    file = File.objects.create(
        title="Tệp", file=evil, collection=folder_of(commune.organisation)
    )
    document = registers.document(commune)
    registers.attach(document, file)

    answer = client.get(file.url, headers=HOST)

    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].split(";")[0] == shown
    assert not answer.headers["Content-Type"].startswith(("text/html", "image/svg"))
    answer.close()


@pytest.mark.parametrize(
    "name", ["a.svg", "a.html", "a.htm", "a.xhtml", "a.xml", "a.js"]
)
def test_no_file_that_could_run_is_taken(commune, name, settings):
    ending = name.rsplit(".", 1)[1]

    assert ending not in settings.WAGTAILDOCS_EXTENSIONS
    assert ending not in settings.WAGTAILIMAGES_EXTENSIONS
