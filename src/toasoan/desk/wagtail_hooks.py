"""What the desk registers with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from wagtail import hooks

from .panels import TodayPanel


@hooks.register("register_admin_urls")
def register_desk_addresses() -> list[Any]:
    return [path("desk/", include("toasoan.desk.urls"))]


@hooks.register("construct_homepage_panels", order=1000)
def show_today(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [TodayPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    items.clear()
