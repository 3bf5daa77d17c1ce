"""Addresses of the report on readers, inside the admin."""

from django.urls import path

from .views.reading import readers, workbook

app_name = "readers"
urlpatterns = [
    path("", readers, name="readers"),
    path("xlsx/", workbook, name="xlsx"),
]
