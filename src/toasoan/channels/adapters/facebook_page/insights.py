"""How a post did, by the figures that are still in force.

https://developers.facebook.com/documentation/pages-api/platforminsights/page/deprecated-metrics
"""

from typing import Any

from toasoan.channels.adapters.base import Figures, Rejected

from .graph import Graph


def measure(graph: Graph, post_id: str) -> Figures:
    """Return the figures of `post_id`; None for each that the service does not give.

    It gives none at all for a page of fewer than 100 likes.
    """
    return Figures(
        views=_figure(graph, post_id, "post_media_view"),
        reached=_figure(graph, post_id, "post_total_media_view_unique"),
        reactions=_figure(graph, post_id, "post_reactions_by_type_total"),
        clicks=_figure(graph, post_id, "post_clicks"),
    )


def post_of_film(graph: Graph, video_id: str) -> str:
    """Return the post that shows a film, which alone has figures; or nothing."""
    post = graph.read(video_id, fields="post_id").get("post_id")
    if not isinstance(post, str) or not post:
        return ""
    return post if "_" in post else f"{graph.page_id}_{post}"


def _figure(graph: Graph, post_id: str, metric: str) -> int | None:
    # One by one: a single metric that was retired fails the whole question.
    try:
        found = graph.read(f"{post_id}/insights", metric=metric, period="lifetime")
    except Rejected as refusal:
        if refusal.code != "facebook_bad_parameter":
            raise
        return None
    try:
        return _count(found["data"][0]["values"][-1]["value"])
    except (KeyError, IndexError, TypeError):
        return None


def _count(value: Any) -> int | None:
    if isinstance(value, dict):
        return sum(n for n in value.values() if type(n) is int)
    return value if type(value) is int else None
