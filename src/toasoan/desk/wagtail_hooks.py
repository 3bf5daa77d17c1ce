"""What the desk registers with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from wagtail import hooks

from . import menu
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


for entry in menu.items():
    hooks.register("register_admin_menu_item", lambda entry=entry: entry)


@hooks.register("construct_main_menu", order=1000)
def tidy_menu(request: HttpRequest, items: list[Any]) -> None:
    menu.tidy(request, items)


@hooks.register("construct_page_action_menu", order=1000)
def send_for_approval_first(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    menu.main_button_first(items)
