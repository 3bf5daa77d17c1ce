"""Addresses of the reports, inside the admin."""

from django.urls import path

from .views.files import workbook
from .views.heat_map import month, year
from .views.items import items
from .views.plans import plan, plans

app_name = "reports"
urlpatterns = [
    path("", year, name="coverage"),
    path("<int:year>/<int:month>/", month, name="coverage_month"),
    path("items/", items, name="coverage_items"),
    path("xlsx/", workbook, name="coverage_xlsx"),
    path("plans/", plans, name="plans"),
    path("plans/<int:pk>/", plan, name="plan"),
]
