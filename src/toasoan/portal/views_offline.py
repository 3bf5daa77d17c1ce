"""Reading without a connection: service worker, what came down, page, manifest."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.stories.models import HomePage

from . import theme
from .identity import asked_home
from .snapshots import gone as taken_off
from .snapshots.collect import shows

SCRIPT = "text/javascript; charset=utf-8"
MANIFEST = "application/manifest+json"
GROUND = "#fbfaf6"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer with the service worker of this portal; another version, other bytes."""
    told = told_worker(asked_home(request))
    script = render_to_string("portal/sw.js", {"told": code(told)})
    version = hashlib.sha256(script.encode()).hexdigest()[:12]
    script = render_to_string("portal/sw.js", {"told": code({**told, "v": version})})
    return HttpResponse(script, content_type=SCRIPT)


def told_worker(home: HomePage) -> dict[str, Any]:
    """Return what the service worker must know."""
    files = [static(f"portal/{name}") for name in ("portal.css", "portal.js")]
    files += [static("portal/registers.css"), static("portal/saved.js")]
    if theme.is_own(home):
        files.append(reverse("colours"))
    return {
        "page": reverse("offline"),
        "gone": reverse("gone"),
        "files": files,
        "static": f"{settings.STATIC_URL}portal/",
        "pictures": f"{settings.MEDIA_URL}images/crops/",
        "not": [reverse("wagtailadmin_home"), "/tai-lieu/", "/_util/"],
        "days": taken_off.KEPT_DAYS,
        "note": _("Portal out of reach: you see this page as it was saved at {time}."),
        "again": _("Open it again"),
    }


def code(told: dict[str, Any]) -> str:
    """Return `told` as an object of a script of its own."""
    return mark_safe(json.dumps(told, ensure_ascii=False))  # noqa: S308


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show the pages this browser has kept; what stands here when there is no line."""
    return render(request, "portal/offline.html", {"days": taken_off.KEPT_DAYS})


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """List the addresses of pages that came down: browsers drop what they kept."""
    home = asked_home(request)
    shows(taken_off.TAG)
    return JsonResponse({"gone": taken_off.gone_from(home.organisation)})


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer with the manifest: the portal as a program on a phone's first screen."""
    home = asked_home(request)
    name = home.organisation.name
    told = {
        "id": "/",
        "name": _("Portal of %(name)s") % {"name": name},
        "short_name": name,
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": theme.colours(home)[0],
        "background_color": GROUND,
        "icons": [icon(192), icon(512), icon(512, "maskable")],
    }
    text = json.dumps(told, ensure_ascii=False)
    return HttpResponse(text, content_type=MANIFEST)


def icon(size: int, purpose: str = "any") -> dict[str, str]:
    """Return one icon of the manifest."""
    name = f"portal/icon-{size}.png"
    side = f"{size}x{size}"
    return {"src": static(name), "sizes": side, "type": "image/png", "purpose": purpose}
