"""Public addresses of the three registers and of the calendars."""

from django.urls import path

from . import (
    converters,  # noqa: F401, registers what the addresses are made of
    views_calendar,
    views_feeds,
    views_machines,
    views_registers,
)
from .registers import PLACES

urlpatterns = [
    path("van-ban/", views_registers.documents, name="documents"),
    path("van-ban/trang-<part:part>/", views_registers.documents),
    path("van-ban/nam-<year:year>/", views_registers.documents),
    path("van-ban/nam-<year:year>/trang-<part:part>/", views_registers.documents),
    path("van-ban/bao-cao-vien/", views_registers.conference_months),
    path("van-ban/bao-cao-vien/<month:month>/", views_registers.conference_month),
    path(
        "van-ban/<number:pk>-<slug:words>/", views_registers.document, name="document"
    ),
    path("van-ban/<slug:kind>/", views_registers.documents),
    path("van-ban/<slug:kind>/trang-<part:part>/", views_registers.documents),
    path("lich.ics", views_calendar.calendar, name="calendar"),
    path("lich/", views_calendar.coming, name="events"),
    path("lich/<slug:column>.ics", views_calendar.calendar),
    path("lich/<month:month>/", views_calendar.month),
    path("lich/<number:pk>-<slug:words>/", views_calendar.event, name="event"),
    path("guong-dien-hinh/", views_registers.exemplars, name="exemplars"),
    path("guong-dien-hinh/nam-<year:year>/", views_registers.exemplars),
    path(
        "guong-dien-hinh/nam-<year:year>/trang-<part:part>/", views_registers.exemplars
    ),
    path(
        "guong-dien-hinh/<number:pk>-<slug:words>/",
        views_registers.exemplar,
        name="exemplar",
    ),
]
for register, place in PLACES.items():
    urlpatterns += [
        path(f"{place}/<feed:form>", views_feeds.of_register, {"register": register}),
        path(
            f"sitemap-{place}.xml",
            views_machines.sitemap_of_register,
            {"register": register},
        ),
    ]
