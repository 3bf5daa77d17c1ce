import pytest

from tests.services import graph
from toasoan.channels.adapters.base import (
    Disconnected,
    Figures,
    Receipt,
    Unavailable,
)

POST = Receipt(external_id="100200300400_1", url="")


def test_figures_are_those_in_force(page, service):
    assert page.measure(POST) == Figures(views=120, reached=90, reactions=9, clicks=5)
    metrics = [seen.query["metric"] for seen in service.requests]
    assert metrics == [
        "post_media_view",
        "post_total_media_view_unique",
        "post_reactions_by_type_total",
        "post_clicks",
    ]


def test_small_page_has_no_figures(page, service):
    service.likes = 99

    assert page.measure(POST) == Figures()


def test_retired_metric_costs_only_itself(page, service):
    service.fault("insights", None, graph.error(100))

    assert page.measure(POST) == Figures(views=120, reactions=9, clicks=5)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"data": {}},
        {"data": [{"values": []}]},
        {"data": [{"values": [{"value": "nhiều"}]}]},
        {"data": [{"values": [{"value": True}]}]},
        {"data": [None]},
    ],
)
def test_figure_of_a_strange_form_is_unknown(page, service, told):
    service.fault("insights", graph.value(told))

    assert page.measure(POST) == Figures(reached=90, reactions=9, clicks=5)


def test_figures_of_a_dead_token_disconnect(page, service):
    service.token_alive = False

    with pytest.raises(Disconnected):
        page.measure(POST)


def test_figures_wait_for_a_service_that_is_down(page, service):
    service.fault("insights", graph.code_2())

    with pytest.raises(Unavailable):
        page.measure(POST)
