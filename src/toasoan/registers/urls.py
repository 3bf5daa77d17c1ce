"""Addresses of the sheets, under /admin/registers/."""

from django.urls import path

from . import views

app_name = "registers"

urlpatterns = [
    path("<slug:register>/import/", views.import_sheet, name="import"),
    path("<slug:register>/import/form.xlsx", views.empty_sheet, name="empty_sheet"),
]
