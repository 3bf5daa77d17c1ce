"""The search index, brought up to date as the worker does after each change."""

from modelsearch import index
from wagtail.models import Page


def refresh():
    for page in Page.objects.specific():
        index.insert_or_update_object(page)
