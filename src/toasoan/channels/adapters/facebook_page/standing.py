"""Whether we may still speak for the page, and how long."""

from datetime import UTC, datetime, timedelta
from typing import Any

from toasoan.channels.adapters.base import Disconnected, Standing

from .graph import Graph

NEEDED = {"pages_manage_posts", "pages_read_engagement"}
SHORT = timedelta(days=2)


def standing(graph: Graph) -> Standing:
    """Return the page's name, when its token ends and what it cannot do.

    Raises Disconnected when the token cannot post as this page.
    """
    facts = _facts(graph)
    until = min((one for one in _ends(facts) if one), default=None)
    name = graph.read(graph.page_id, fields="name").get("name")
    return Standing(
        name=name if isinstance(name, str) else "",
        until=until,
        warnings=tuple(_warnings(facts)),
    )


def _facts(graph: Graph) -> dict[str, Any]:
    try:
        facts = graph.token_facts().get("data")
    except Disconnected as error:
        # The app asked here, not the page.
        raise Disconnected("facebook_app_keys_wrong", error.detail) from None
    if not isinstance(facts, dict) or facts.get("is_valid") is not True:
        raise Disconnected("facebook_token_dead")
    if facts.get("type") != "PAGE":
        raise Disconnected("facebook_not_a_page_token", str(facts.get("type")))
    if str(facts.get("profile_id", graph.page_id)) != graph.page_id:
        raise Disconnected("facebook_other_page", str(facts["profile_id"]))
    if str(facts.get("app_id", graph.app_id)) != graph.app_id:
        raise Disconnected("facebook_other_app", str(facts["app_id"]))
    missing = NEEDED - _scopes(facts)
    if missing:
        raise Disconnected("facebook_scopes_missing", ", ".join(sorted(missing)))
    return facts


def _scopes(facts: dict[str, Any]) -> set[str]:
    scopes = facts.get("scopes")
    return {str(one) for one in scopes} if isinstance(scopes, list) else set()


def _ends(facts: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Return when the token and when its access to data end; None for never."""
    return _moment(facts.get("expires_at")), _moment(
        facts.get("data_access_expires_at")
    )


def _moment(seconds: Any) -> datetime | None:
    if type(seconds) is not int or seconds <= 0:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _warnings(facts: dict[str, Any]) -> list[str]:
    token, _data = _ends(facts)
    scopes = _scopes(facts)
    found = []
    if token and token < datetime.now(UTC) + SHORT:
        found.append("facebook_token_short_lived")
    if "read_insights" not in scopes:
        found.append("facebook_no_insights")
    if "publish_video" not in scopes:
        found.append("facebook_no_films")
    return found
