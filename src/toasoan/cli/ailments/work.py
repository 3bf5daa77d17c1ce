"""What should be going on: the worker, the clock, the deliveries."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry

from toasoan.channels import actions
from toasoan.channels.messages import error_text
from toasoan.channels.models import Broadcast, Connection, Delivery
from toasoan.channels.tasks import sweep
from toasoan.organisations.models import Organisation

from .finding import Finding, judged, warned

BEAT = timedelta(minutes=3)
# Clocks of two machines may differ a little.
SLACK = timedelta(minutes=2)


def worker_is_alive() -> Finding:
    return judged(
        _("worker"),
        recent(last_sweep("finished_at", DBTaskResult.objects.successful())),
        said(last_sweep("finished_at", DBTaskResult.objects.successful())),
        _("Start it: toasoan serve. If it runs, look for errors in its log."),
    )


def clock_is_right() -> Finding:
    newest = PageLogEntry.objects.order_by("-timestamp").first()
    if newest and newest.timestamp > timezone.now() + SLACK:
        return judged(
            _("clock"),
            False,
            _("this machine's time is before what is in the database"),
            _("Set the time of this machine, best by NTP."),
        )
    asked = last_sweep("enqueued_at", DBTaskResult.objects.all())
    return judged(_("clock"), recent(asked), said(asked), _("Start it: toasoan serve."))


def last_sweep(field: str, results: Any) -> datetime | None:
    """Return when the latest of the minute's sweeps was enqueued or finished."""
    sweeps = results.filter(task_path=sweep.module_path).exclude(**{field: None})
    latest: datetime | None = (
        sweeps.order_by(f"-{field}").values_list(field, flat=True).first()
    )
    return latest


def recent(moment: datetime | None) -> bool:
    return moment is not None and timezone.now() - moment < BEAT


def said(moment: datetime | None) -> str:
    if moment is None:
        return _("never seen")
    return _("last seen %(moment)s") % {
        "moment": f"{timezone.localtime(moment):%H:%M:%S %d/%m/%Y}"
    }


def deliveries_are_settled() -> Finding:
    stale = timezone.now() - 2 * timedelta(seconds=settings.DELIVERY_STALE_SECONDS)
    stuck = Delivery.objects.filter(
        state=Delivery.State.SENDING, claimed_at__lt=stale
    ).count()
    unsure = Delivery.objects.filter(state=Delivery.State.UNCONFIRMED).count()
    unsure += Broadcast.objects.unconfirmed().count()
    failed = Delivery.objects.filter(state=Delivery.State.FAILED).count()
    return warned(
        _("deliveries"),
        not stuck + unsure + failed,
        _("%(stuck)s stuck, %(unsure)s not confirmed, %(failed)s failed")
        % {"stuck": stuck, "unsure": unsure, "failed": failed},
        _("Open the desk's today page: each can be settled there."),
    )


def channels_are_connected() -> Finding:
    now = timezone.now()
    said = [
        f"{one.channel} ({one.organisation}): {_standing(one)}"
        for newsroom in Organisation.objects.all()
        for one in actions.to_connect_anew(newsroom.pk, now)
    ]
    return warned(
        _("channels"),
        not said,
        "; ".join(said) or _("all connected"),
        _("Connect them anew: the desk's channels, or toasoan channel connect."),
    )


def _standing(one: Connection) -> str:
    if one.trouble:
        return error_text(one.trouble)
    day = f"{timezone.localtime(one.token_until):%d/%m/%Y}"
    return _("its token ends on %(day)s") % {"day": day}
