"""What the kill test's newsroom does: `set_up`, then `publish` until all is out.

Run inside a process of its own, after `django.setup()`.
"""

from django.core.management import call_command

from tests.factories import newsroom
from toasoan.channels.models import Channel
from toasoan.organisations.models import Role, User
from toasoan.planning.models import Cadence
from toasoan.stories.actions import approve
from toasoan.stories.models import StoryPage

STORIES = 40
OUTLETS = 5


def set_up(place):
    """Leave 40 stories waiting for approval, promised to 5 channels each."""
    call_command("migrate", verbosity=0)
    room = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    room.plan.cadences.exclude(channel=room.portal).delete()
    room.plan.valid_from = room.plan.valid_from.replace(year=2000)
    room.plan.valid_until = room.plan.valid_until.replace(year=2100)
    room.plan.save()
    for number in range(OUTLETS):
        outlet = Channel.objects.create(
            organisation=room.organisation,
            name=f"Sổ {number}",
            medium="other",
            kind="ledger",
            config={"place": place},
        )
        Cadence.objects.create(
            organisation=room.organisation,
            plan=room.plan,
            column=room.column,
            channel=outlet,
            period=Cadence.Period.DAY,
        )
    for number in range(STORIES):
        newsroom.submitted(room, f"Tin số {number}")


def publish(most=STORIES):
    """Approve what waits, one after another, as the leader's browser asks for."""
    leader = User.objects.get(memberships__role=Role.APPROVER)
    waiting = StoryPage.objects.filter(live=False).values_list("pk", flat=True)
    for pk in waiting[:most]:
        approve(story=StoryPage.objects.get(pk=pk), by=leader)
