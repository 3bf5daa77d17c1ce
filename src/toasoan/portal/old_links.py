"""Links of earlier versions, which had their places in query strings."""

import re
from datetime import UTC, datetime, timedelta

from django.http import QueryDict

from toasoan.stories.models import ColumnPage

from . import addresses
from .archive import month_of

# The microsecond of a story's publication and its number: years 1970 to 2099.
PLACE = re.compile(r"([0-9]{1,16})-[0-9]{1,18}", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2099, 12, 31, tzinfo=UTC)


def moved_to(column: ColumnPage, asked: QueryDict) -> str:
    """Return the address that now shows what `asked` named in `column`, or nothing.

    `?chu-de=` named a topic, `?truoc=` the place in the list to go on from.
    """
    topic = asked.get("chu-de", "")
    for one in column.topics.all() if topic else ():
        if str(one.pk) == topic:
            return addresses.topic_address(one, column)
    place = PLACE.fullmatch(asked.get("truoc", ""))
    if place is None:
        return addresses.column_address(column) if topic or "truoc" in asked else ""
    moment = min(EPOCH + timedelta(microseconds=int(place[1])), LATEST)
    return addresses.month_address(column, month_of(moment, column.organisation.zone))
