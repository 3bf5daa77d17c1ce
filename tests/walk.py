"""Every address of the installation, made by the machine from the URL resolver."""

import re

from django.conf import settings
from django.core.signals import request_finished
from django.db import DatabaseError, close_old_connections, transaction
from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>|\(\?P<(?P<regex>\w+)>")

SKIPPED_PREFIXES = (
    "admin/logout",  # signs the walker out
    "admin/sprite",
    "admin/jsi18n",
)


def routes_of(resolver, prefix=""):
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes_of(one, route)
        elif isinstance(one, URLPattern):
            yield route


def walked_routes():
    media = settings.MEDIA_URL.strip("/")
    return [
        route
        for route in sorted(set(routes_of(get_resolver())))
        if not route.startswith(SKIPPED_PREFIXES)
        and not route.lstrip("^").startswith(media)
    ]


def addresses(route, values_for):
    """Fill `route`: `values_for(name, route)` lists what may stand for a parameter."""
    clean = re.sub(r"^\^|\$$|\\Z$|\(\?:\^?|\^", "", route)
    names = [m["name"] or m["regex"] for m in PARAMETER.finditer(clean)]
    if not names:
        yield "/" + clean
        return
    columns = [values_for(name, route) for name in names]
    for place in range(max(len(values) for values in columns)):
        filled = clean
        for name, values in zip(names, columns, strict=True):
            value = str(values[min(place, len(values) - 1)])
            filled = re.sub(
                rf"<(?:\w+:)?{name}>|\(\?P<{name}>(?:[^()]|\([^()]*\))*\)",
                value,
                filled,
                count=1,
            )
        yield "/" + filled.replace("\\", "")


def ask(method, address, *args):
    """Call the client's `method`, as a request of its own transaction would end.

    A view that fails in the database must not spoil the test's own transaction:
    PostgreSQL refuses everything after an error until it is rolled back.
    """
    before = transaction.savepoint()
    response = method(address, *args)
    try:
        transaction.savepoint_commit(before)
    except DatabaseError:
        transaction.set_rollback(False)
        transaction.savepoint_rollback(before)
    return response


def shut(response):
    """Close the files `response` holds, but not the test's database connection."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
