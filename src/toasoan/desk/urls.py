"""Addresses of the desk, under /admin/desk/."""

from django.urls import include, path

from .views import approvals, deliveries, hands, newsroom, wall

app_name = "desk"

urlpatterns = [
    path("switch/", newsroom.switch, name="switch"),
    path("approvals/", approvals.index, name="approvals"),
    path("approvals/<int:pk>/", approvals.read, name="approval"),
    path("approvals/<int:pk>/decide/", approvals.decide, name="decide"),
    path("hands/", hands.index, name="hands"),
    path("hands/<int:pk>/", hands.one, name="hand"),
    path("hands/<int:pk>/confirm/", hands.confirm, name="hand_confirm"),
    path("hands/<int:pk>/undo/", hands.undo, name="hand_undo"),
    path("hands/<int:pk>/pictures.zip", hands.pictures, name="hand_pictures"),
    path("deliveries/", deliveries.index, name="deliveries"),
    path("deliveries/<int:pk>/try-again/", deliveries.try_again, name="try_again"),
    path("deliveries/<int:pk>/settle/", deliveries.settle, name="settle"),
    path("deliveries/<int:pk>/call-off/", deliveries.call_off, name="call_off"),
    path("deliveries/<int:pk>/repost/", deliveries.repost, name="repost"),
    path("stories/<int:pk>/", deliveries.story, name="story"),
    path("wall/<int:pk>/", wall.show, name="wall"),
    path("plans/", include("toasoan.desk.plan_urls")),
]
