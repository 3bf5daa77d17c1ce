"""Public addresses that are not pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
