"""Addresses of the plans, under those of the desk."""

from django.urls import path

from .views import assignments, plan_check, plans

urlpatterns = [
    path("", plans.index, name="plans"),
    path("read/", plan_check.upload, name="plan_upload"),
    path("check/", plan_check.check, name="plan_check"),
    path("<int:pk>/", plans.show, name="plan"),
    path("tasks/<int:pk>/done/", assignments.done, name="assignment_done"),
    path("tasks/<int:pk>/undo/", assignments.undo, name="assignment_undo"),
]
