"""The web server's way in: readers counted, pages that stand as files, then Django."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from toasoan.portal.bodies import Bodies
from toasoan.portal.readers.tally import Counted, Tally
from toasoan.portal.snapshots.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.settings.dev")

# Of the six threads of the web server (cli.serve), two are always there for readers.
SENDERS = 4

application = Counted(
    Front(
        Bodies(
            get_wsgi_application(),
            session=settings.SESSION_COOKIE_NAME,
            at_once=SENDERS,
        ),
        root=settings.SNAPSHOTS,
        session=settings.SESSION_COOKIE_NAME,
        https=settings.SECURE_SSL_REDIRECT,
    ),
    tally=Tally(settings.READERS),
    session=settings.SESSION_COOKIE_NAME,
)

# What is loaded by now stays: without this a large page now and then waits while all of
# it is searched for rubbish (slowest of 40 coverage pages: 550 ms, with it 210 ms).
gc.collect()
gc.freeze()
