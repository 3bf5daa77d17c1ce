"""What counts as a view: somebody opened a story.

Asked by our own server for each request; `deploy/nginx/toasoan/readers.conf` says the
same to nginx, and a test holds the two together. What is looked at here is not kept.
"""

import re
from functools import lru_cache
from typing import Any

STORY = re.compile(r"/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+/(?:noi-dung\.html)?", re.ASCII)
# Programs that say what they are. "Cubot" is a telephone.
ROBOTS = (
    r"(?<!cu)bot|crawl|spider|slurp|scrap|archiv|preview|externalhit|externalagent"
    r"|whatsapp|feed|inspection|lighthouse|headless|phantom|monitor|uptime|pingdom"
    r"|scan|valid|curl|wget|libwww|httpie|http-?client|okhttp|fetch|axios|python|perl"
    r"|java/|ruby|php/|wordpress"
)
ROBOT = re.compile(ROBOTS, re.IGNORECASE)
# A browser that reads ahead says so in one of these.
AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")


def is_visit(environ: dict[str, Any], session: str) -> bool:
    """Say whether a stranger asks for what may be a story, to read it now.

    Staff are known by the cookie that begins with `session`; they go uncounted.
    """
    return (
        environ["REQUEST_METHOD"] == "GET"
        and STORY.fullmatch(environ.get("PATH_INFO", "")) is not None
        and is_person(environ.get("HTTP_USER_AGENT", ""))
        and environ.keys().isdisjoint(AHEAD)
        and session not in environ.get("HTTP_COOKIE", "")
    )


@lru_cache(1024)
def is_person(agent: str) -> bool:
    """Say whether `agent` may be a person's browser; what names none is not."""
    return bool(agent) and ROBOT.search(agent) is None
