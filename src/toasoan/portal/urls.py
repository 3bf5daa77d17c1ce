"""Public addresses that are not pages.

Asked before Wagtail's own: routes on the page models would make the stories' floor
know the portal above it.
"""

from django.urls import path

from . import (
    converters,  # noqa: F401, registers what the addresses are made of
    views,
    views_about,
    views_feeds,
    views_lists,
    views_machines,
    views_offline,
    views_stories,
)

urlpatterns = [
    path("tim-kiem/", views.search, name="search"),
    path("so-do-cong/", views_about.overview, name="overview"),
    path("lien-he/", views_about.contact, name="contact"),
    path("kenh-chinh-thuc/", views_about.channels, name="official_channels"),
    path("kha-nang-tiep-can/", views_about.accessibility, name="accessibility"),
    path("giao-dien.css", views_machines.colours, name="colours"),
    path("ngoai-tuyen/", views_offline.offline, name="offline"),
    path("da-go.json", views_offline.gone, name="gone"),
    path("sw.js", views_offline.worker, name="worker"),
    path("cong.webmanifest", views_offline.manifest, name="manifest"),
    path("robots.txt", views_machines.robots, name="robots"),
    path("sitemap.xml", views_machines.sitemap, name="sitemap"),
    path("sitemap-trang.xml", views_machines.sitemap_of_lists, name="sitemap_lists"),
    path(
        "sitemap-<month:month>.xml",
        views_machines.sitemap_of_month,
        name="sitemap_month",
    ),
    path("<feed:form>", views_feeds.of_portal, name="feed"),
    path("<slug:column>/<feed:form>", views_feeds.of_column, name="column_feed"),
    path(
        "<slug:column>/chu-de/<number:topic>-<slug:words>/",
        views_lists.topic,
        name="topic",
    ),
    path(
        "<slug:column>/chu-de/<number:topic>-<slug:words>/<feed:form>",
        views_feeds.of_topic,
        name="topic_feed",
    ),
    path(
        "<slug:column>/<slug:story>/noi-dung.html",
        views_stories.embedded,
        name="embedded",
    ),
    path("<slug:column>/luu-tru/", views_lists.archive_of_column, name="archive"),
    path(
        "<slug:column>/luu-tru/<month:month>/",
        views_lists.month,
        name="archive_month",
    ),
    path(
        "<slug:column>/luu-tru/<month:month>/<part:part>/",
        views_lists.month,
        name="archive_part",
    ),
]
