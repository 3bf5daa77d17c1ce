"""What a browser needs to read on without a connection."""

import json
import re

from django.contrib.staticfiles import finders

from tests.portal.test_pages import HOST


def told(client):
    """Return what the service worker is told."""
    script = client.get("/sw.js", headers=HOST)
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    found = re.search(r"^const told = (\{.*\});$", script.content.decode(), re.M)
    return json.loads(found[1])


def is_static(address):
    return finders.find(address.removeprefix("/static/")) is not None


def test_worker_knows_files_that_are_there(client, commune):
    known = told(client)

    assert [file for file in known["files"] if not is_static(file)] == []
    for address in (known["page"], known["gone"]):
        assert client.get(address, headers=HOST).status_code == 200, address
    assert known["not"] == ["/admin/", "/tai-lieu/", "/_util/"]


def test_worker_changes_with_what_it_keeps(client, commune):
    before = told(client)["v"]
    again = told(client)["v"]
    commune.home.main_colour = "#004d40"
    commune.home.save_revision().publish()

    after = told(client)

    assert before == again != after["v"]
    assert "/giao-dien.css" in after["files"]


def test_worker_may_run_under_the_policy(client, commune):
    policy = client.get("/", headers=HOST).headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_manifest_names_the_commune_and_its_colour(client, commune):
    commune.home.main_colour = "#004d40"
    commune.home.save_revision().publish()
    page = client.get("/", headers=HOST).content.decode()

    address = re.search(r'<link rel="manifest" href="([^"]+)"', page)[1]
    answer = client.get(address, headers=HOST)

    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert manifest["short_name"] == "Xã Bản Mẫu"
    assert manifest["theme_color"] == "#004d40"
    assert manifest["start_url"] == manifest["scope"] == "/"
    assert [one for one in manifest["icons"] if not is_static(one["src"])] == []
    assert '<meta name="theme-color" content="#004d40">' in page


def test_page_of_saved_pages_says_what_it_needs(client, commune):
    page = client.get("/ngoai-tuyen/", headers=HOST).content.decode()

    assert "<noscript>" in page
    assert 'content="noindex"' in page
