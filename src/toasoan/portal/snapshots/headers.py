"""The headers of pages that stand as files: one list for both ways of serving them.

`deploy/nginx` repeats it word for word, so it depends on the address alone. A page that
answers with anything else does not stand as a file.
"""

from django.conf import settings

VIDEO_HOST = "https://www.youtube-nocookie.com"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    f"frame-src {VIDEO_HOST}; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
# Whoever keeps the page asks each time, and shows what they have when we are down. No
# stale-while-revalidate: it shows one visitor what was taken down.
CACHING = "public, max-age=0, stale-if-error=604800"
NOT_KEPT = "private, no-cache"
VARY = "Accept-Encoding"
# By the end of the address; the first that fits.
TYPES = {
    "/": "text/html; charset=utf-8",
    "/rss.xml": "application/rss+xml; charset=utf-8",
    "/atom.xml": "application/atom+xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    # UTF-8 by their own law (RFC 8259).
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}


def type_of(address: str) -> str:
    """Return the content type of `address`; empty when none stands there as a file."""
    found = (kind for end, kind in TYPES.items() if address.endswith(end))
    return next(found, "")


def headers_of(address: str) -> dict[str, str]:
    """Return what a page at `address` says beside its caching, length and encoding."""
    headers = {
        "Content-Type": type_of(address),
        "Content-Language": settings.LANGUAGE_CODE,
        "Content-Security-Policy": POLICY,
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    }
    if settings.SECURE_HSTS_SECONDS:
        lasts = f"max-age={settings.SECURE_HSTS_SECONDS}"
        headers["Strict-Transport-Security"] = lasts
    return headers
