"""A real browser on a real server; says why it skips where there is no browser."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_tasks_db.management.commands.db_worker import Worker
from PIL import Image
from playwright.sync_api import TimeoutError, sync_playwright
from wagtail.models import Collection, Locale

from tests.factories import newsroom
from toasoan.channels.tasks import sweep

# Pictures for the guide are no check of the product: `make screenshots` takes them.
collect_ignore = (
    [] if "TOASOAN_SCREENSHOTS" in os.environ else ["test_guide_pictures.py"]
)
CHROMIUM = os.environ.get("TOASOAN_CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    # Fields of day and hour follow it where chromium-l10n is installed.
    "--lang=vi",
]
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium here (apt install chromium)")
                )


@pytest.fixture(scope="session")
def browser():
    # Playwright's loop runs in this thread; Django would refuse its own queries here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _rooted(live_server):
    """Give back what migrations brought and the last browser test's flush took."""
    Locale.objects.get_or_create(language_code="vi")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


@pytest.fixture
def open_page(browser, live_server, settings):
    """Return a function that opens a fresh browser window of a size."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    contexts = []

    def open_at(size, **kwargs):
        context = browser.new_context(
            viewport=size,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            base_url=live_server.url,
            permissions=["clipboard-read", "clipboard-write"],
            **kwargs,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.set_default_navigation_timeout(60_000)
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield open_at
    for context in contexts:
        context.close()


def sign_in(page, user):
    """Sign in as a person does: name, password, button."""
    page.goto("/admin/login/")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", newsroom.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)


def work():
    """Do all that waits for the worker, with the worker's own loop, and end."""
    sweep.enqueue()
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="browser-tests",
        excluded_queue_names=[],
    ).run()


def violations(page, impacts=("serious", "critical")):
    """Return axe-core's findings of these impacts as short lines."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} "
        f"{one['nodes'][0]['failureSummary'][-200:]}"
        for one in found
        if one["impact"] in impacts
    ]


def see_preview(page, chooser, mode, words):
    """Choose `mode` until the panel follows: it drops a choice while it is loading."""
    shown = page.frame_locator(
        f"iframe[src*='mode={mode}&'], iframe[src$='mode={mode}']"
    )
    for _try in range(6):
        chooser.select_option(mode)
        try:
            shown.get_by_text(words).first.wait_for(state="attached", timeout=5_000)
        except TimeoutError:
            chooser.select_option("")
        else:
            return
    raise AssertionError(f"the preview never showed {mode}")


class Camera:
    """Saves pictures of a page, or of a part of it, small enough for the docs."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, part, name, **kwargs):
        path = self.folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        part.screenshot(path=path, **kwargs)
        with Image.open(path) as picture:
            whole = picture.convert("RGB")
            palette = whole.quantize(256, kmeans=2)
            few = whole.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
        few.save(path, optimize=True)


@pytest.fixture
def shot(tmp_path):
    """Save a picture of the page; into the docs when `make screenshots` asks."""
    return Camera(Path(os.environ.get("TOASOAN_SCREENSHOTS") or tmp_path))
