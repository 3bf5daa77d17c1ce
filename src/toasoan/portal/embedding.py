"""A story as HTML for another portal: no style, no script, no address of ours alone.

NĐ 224/2026, article 11.1: a commune's site is a component of the province's portal, so
the legal place of a story may be there.
"""

import re

LOCAL = re.compile(r'(\s(?:src|href|poster)=")/(?!/)')
LOCAL_SET = re.compile(r'(\ssrcset=")([^"]*)')
LOCAL_IN_SET = re.compile(r"(^|,\s*)/(?!/)")


def absolute(html: str, site: str) -> str:
    """Return `html` with `site` before every address that begins at our own root."""
    html = LOCAL.sub(rf"\1{site}/", html)
    return LOCAL_SET.sub(
        lambda found: found[1] + LOCAL_IN_SET.sub(rf"\1{site}/", found[2]), html
    )
