"""Addresses of the desk, under /admin/desk/."""

from django.urls import include, path

from .views import (
    approvals,
    broadcasts,
    channels,
    connections,
    deliveries,
    followups,
    hands,
    newsroom,
    own_password,
    people,
    wall,
)

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
    path("follow-ups/<int:pk>/decide/", followups.decide, name="follow_decide"),
    path("follow-ups/<int:pk>/done/", followups.done, name="follow_done"),
    path("follow-ups/<int:pk>/try-again/", followups.try_again, name="follow_again"),
    path("stories/<int:pk>/", deliveries.story, name="story"),
    path("stories/<int:pk>/recall/", followups.recall, name="recall"),
    path("wall/<int:pk>/", wall.show, name="wall"),
    path("channels/", channels.index, name="channels"),
    path("channels/add/", channels.add, name="channel_add"),
    path("channels/<int:pk>/", channels.edit, name="channel"),
    path("channels/<int:pk>/connect/", connections.connect, name="connect"),
    path("channels/<int:pk>/check/", connections.check, name="channel_check"),
    path("channels/<int:pk>/broadcast/", broadcasts.choose, name="broadcast"),
    path("broadcasts/<int:pk>/settle/", broadcasts.settle, name="broadcast_settle"),
    path("people/", people.index, name="people"),
    path("people/add/", people.add, name="person_add"),
    path("people/<int:pk>/", people.edit, name="person"),
    path("people/<int:pk>/password/", people.password, name="person_password"),
    path("people/<int:pk>/active/", people.active, name="person_active"),
    path("password/", own_password.choose, name="own_password"),
    path("commune/", newsroom.commune, name="commune"),
    path("plans/", include("toasoan.desk.plan_urls")),
]
