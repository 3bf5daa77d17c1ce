"""What is out follows its story: corrected where it stands, or taken back."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from toasoan.channels import registry, retry
from toasoan.channels.adapters.base import (
    Adapter,
    DeliveryError,
    Disconnected,
    Item,
    Pending,
    Receipt,
    Rejected,
    Sending,
    Unavailable,
    Unconfirmed,
    Way,
)
from toasoan.channels.models import Channel, Delivery, FollowUp, Medium
from toasoan.channels.pictures import outgoing
from toasoan.channels.texts import item_of
from toasoan.stories.models import StoryPage

from .deliveries import NotPossible, queue
from .tools import KeptNotes, adapter_for, connection_of

logger = logging.getLogger(__name__)

RECALLED = "recalled"
# What a post shows of its item; where it links to and who issued it never change.
MEDIA = ("pictures", "film")
SHOWN = ("headline", "lead", "text", *MEDIA)
ONLY_WORDS = "only_words"
SAID_ONCE = (Medium.LOUDSPEAKER, Medium.BULLETIN)


def out(story: StoryPage) -> list[Delivery]:
    """Return the posts of `story` that stand somewhere else than on the portal.

    Among them what is being sent, and what nobody confirmed yet: it may be there.
    """
    found = story.deliveries.perhaps_out().select_related("channel")
    return list(found.order_by("channel__position", "pk"))


def story_changed(*, story: StoryPage, now: datetime) -> None:
    """A public `story` was published anew: what is out must follow, or may.

    With a note of correction every channel that carried the error follows. Without
    one, somebody is asked about each post that now says otherwise. Whether to take
    back what is public again is no question any more.
    """
    recalls = FollowUp.objects.filter(delivery__story=story, kind=FollowUp.Kind.RECALL)
    recalls.filter(state=FollowUp.State.ASKED).drop_open()
    corrections = [one.text for one in story.corrections.all()]
    for post in out(story):
        if post.correction or not _says_otherwise(post):
            continue
        told = all(text in post.sent.get("text", "") for text in corrections)
        state = FollowUp.State.ASKED if told else FollowUp.State.WAITING
        _order_correction(post, now, state)


def story_taken_down(*, story: StoryPage) -> None:
    """Somebody took the page of `story` down: shall its posts go too?"""
    for post in out(story):
        if not post.correction:
            _order(post, FollowUp.Kind.RECALL, FollowUp.State.ASKED)


def _says_otherwise(post: Delivery, parts: tuple[str, ...] = SHOWN) -> bool:
    sent, is_now = asdict(post.item_sent()), asdict(item_of(post))
    return any(sent[name] != is_now[name] for name in parts)


def _order_correction(post: Delivery, now: datetime, state: FollowUp.State) -> None:
    if state is FollowUp.State.WAITING and _by_a_new_post(post):
        if post.state == Delivery.State.DELIVERED:
            _queue_correction(post, now)
            return
        # No second post beside one on its way: once it is there, somebody is asked.
        state = FollowUp.State.ASKED
    _order(post, FollowUp.Kind.CORRECT, state)


def _queue_correction(post: Delivery, now: datetime) -> Delivery | None:
    """Queue a post of its own that says what was wrong in `post`."""
    return queue(
        story=post.story,
        channel=post.channel,
        due_at=now,
        repost=True,
        correction=True,
    )


def taken_back_by_program(post: Delivery) -> bool:
    """Say whether the program itself can take `post` down."""
    return _pushed(post) and _can(post, "withdrawable")


def _by_a_new_post(post: Delivery) -> bool:
    """Say whether only another post can put right what this one says.

    What was read out or printed stands in no place where it could be changed: the next
    bulletin says what was wrong.
    """
    if post.channel.medium in SAID_ONCE:
        return True
    return _pushed(post) and not _can(post, "editable")


def _pushed(post: Delivery) -> bool:
    """Say whether the program itself posted it, and can still reach it."""
    pushed = post.way == Way.PUSHED.value and post.channel.way is Way.PUSHED
    settled_by_a_person = post.external_id and not post.known_there
    return pushed and not settled_by_a_person


def _can(post: Delivery, what: str) -> bool:
    return bool(getattr(registry.adapter_class(post.channel.kind), what))


def _order(
    post: Delivery, kind: FollowUp.Kind, state: FollowUp.State, by: Any = None
) -> None:
    """Note what must be done to `post`; once, whoever asks how often."""
    corrects = kind is FollowUp.Kind.CORRECT
    verb = "editable" if corrects else "withdrawable"
    way = Way.PUSHED if _pushed(post) and _can(post, verb) else Way.HANDED
    # Most services let nobody change a picture that is there: a person replaces it.
    wrong_picture = corrects and way is Way.PUSHED and _says_otherwise(post, MEDIA)
    only_words = wrong_picture and not _can(post, "replaces_pictures")
    try:
        with transaction.atomic():
            FollowUp.objects.create(
                organisation_id=post.organisation_id,
                delivery=post,
                kind=kind,
                way=Way.HANDED.value if only_words else way.value,
                state=state,
                asked_by=by,
                error_code=ONLY_WORDS if only_words else "",
            )
    except IntegrityError:
        logger.info("delivery %s: follow-up asked for already", post.pk)
        asked = post.followups.filter(kind=kind, state=FollowUp.State.ASKED)
        if only_words:
            asked.update(error_code=ONLY_WORDS)
        if state is FollowUp.State.WAITING:
            # Somebody was asked; now it is said.
            asked.update(state=FollowUp.State.WAITING, asked_by=by)


@transaction.atomic
def recall(*, story: StoryPage, by: Any) -> None:
    """Take `story` back everywhere: the page, what waits, and each post.

    What no program can take back is left on the list of those who must.
    """
    if story.live:
        # First: what waits and may be there all the same is out from now on.
        story.unpublish(user=by)
    for post in out(story):
        post.followups.filter(kind=FollowUp.Kind.CORRECT).open().update(
            state=FollowUp.State.DROPPED
        )
        _order(post, FollowUp.Kind.RECALL, FollowUp.State.WAITING, by)
    log(story, "toasoan.recall", user=by)


@transaction.atomic
def decide(*, followup: FollowUp, wanted: bool, by: Any, now: datetime) -> None:
    """Somebody says whether a post follows the changed story. Raises NotPossible."""
    if not wanted:
        if not followup.mark_unwanted():
            raise NotPossible
        return
    post = followup.delivery
    if followup.kind == FollowUp.Kind.CORRECT and _by_a_new_post(post):
        if not followup.mark_unwanted() or not _queue_correction(post, now):
            raise NotPossible
    elif not followup.mark_wanted(by=by):
        raise NotPossible


@transaction.atomic
def done_by_hand(*, followup: FollowUp, by: Any, now: datetime) -> None:
    """A person corrected the post or took it down. Raises NotPossible."""
    if not followup.mark_done(now=now, by=by):
        raise NotPossible
    _settle_post(followup, item_of(followup.delivery), now)


def try_followup_again(*, followup: FollowUp, now: datetime) -> None:
    """Let the program try once more. Raises NotPossible."""
    waits = followup.state == FollowUp.State.FAILED and followup.way == "pushed"
    if not waits or not followup.mark_waiting(until=now, code="", detail=""):
        raise NotPossible


def follow_up(*, followup: FollowUp, now: datetime) -> bool:
    """Do what `followup` asks for; False when somebody else does."""
    if not followup.claim(now):
        return False
    try:
        said = item_of(followup.delivery)
        answer = _do(followup, said)
    except DeliveryError as error:
        _record_error(followup, error, now)
    except Exception as error:
        logger.exception("follow-up %s: adapter raised", followup.pk)
        followup.mark_failed(code="adapter_broke", detail=repr(error))
    else:
        _record(followup, said, answer, now)
    return True


def _do(followup: FollowUp, item: Item) -> Receipt | Pending | None:
    post = followup.delivery
    adapter = adapter_for(post.channel)
    receipt = Receipt(
        external_id=post.external_id, url=post.url, accepted_at=post.delivered_at
    )
    if followup.kind == FollowUp.Kind.RECALL:
        adapter.withdraw(receipt)
        return None
    return adapter.edit(receipt, _sending(followup, item, adapter))


def _sending(followup: FollowUp, item: Item, adapter: Adapter) -> Sending:
    post = followup.delivery
    rows = FollowUp.objects.filter(pk=followup.pk)
    return Sending(
        key=str(post.key),
        item=outgoing(item, adapter.pictures),
        since=post.delivered_at or followup.asked_at,
        notes=KeptNotes(followup.notes, lambda notes: _keep(rows, notes)),
    )


def _keep(rows: Any, notes: dict[str, Any]) -> None:
    rows.update(notes=notes)


def _record(
    followup: FollowUp, said: Item, answer: Receipt | Pending | None, now: datetime
) -> None:
    if isinstance(answer, Pending):
        followup.mark_pending(until=now + timedelta(seconds=answer.again_in))
        return
    with transaction.atomic():
        if followup.mark_done(now=now):
            _settle_post(followup, said, now)


def _settle_post(followup: FollowUp, said: Item, now: datetime) -> None:
    """Let the delivery say what is there now: `said`, or nothing any more.

    The story may have changed again meanwhile; then its post follows again.
    """
    post = followup.delivery
    if followup.kind == FollowUp.Kind.RECALL:
        _settle_recalled(post, now)
        return
    Delivery.objects.filter(pk=post.pk).update(sent=_stands_there(followup, said))
    fresh = _fresh(post)
    if fresh.story.live and _says_otherwise(fresh):
        _order(fresh, FollowUp.Kind.CORRECT, FollowUp.State.WAITING)


def _settle_recalled(post: Delivery, now: datetime) -> None:
    """Note that `post` is gone. A story that is public again goes out anew.

    Until now its old post stood in the way.
    """
    post.mark_withdrawn(code=RECALLED)
    post.followups.drop_open()
    fresh = _fresh(post)
    if fresh.story.live and _still_chosen(fresh, now):
        queue(story=fresh.story, channel=fresh.channel, due_at=now)


def _fresh(post: Delivery) -> Delivery:
    return Delivery.objects.select_related("story", "channel").get(pk=post.pk)


def _still_chosen(post: Delivery, now: datetime) -> bool:
    """Say whether the story of `post` still goes to its channel."""
    day = post.organisation.local_day(now)
    channels = Channel.objects.of(post.organisation).open_on(day)
    unticked = post.story.renditions.filter(channel=post.channel_id, wanted=False)
    return channels.filter(pk=post.channel_id).exists() and not unticked.exists()


def _stands_there(followup: FollowUp, said: Item) -> dict[str, Any]:
    """Return what the post says after a correction to `said`.

    What only asked for other words left the pictures as they were.
    """
    post = followup.delivery
    if followup.way != Way.PUSHED.value or _can(post, "replaces_pictures"):
        return asdict(said)
    left = {name: post.sent[name] for name in MEDIA if name in post.sent}
    return asdict(said) | left


def _record_error(followup: FollowUp, error: DeliveryError, now: datetime) -> None:
    if isinstance(error, Disconnected):
        connection_of(followup.delivery.channel).mark_stopped(error, now)
        followup.mark_waiting(until=now, code=error.code, detail=error.detail)
        return
    if isinstance(error, Unconfirmed):
        # Doing it twice does no harm: a lost answer only means once more.
        error = Unavailable(error.code, error.detail)
    step = retry.decide(followup.attempts, error, now)
    if isinstance(error, Rejected) or isinstance(step, retry.GiveUp):
        followup.mark_failed(code=error.code, detail=error.detail)
        return
    followup.mark_waiting(until=step.at, code=error.code, detail=error.detail)
    if isinstance(error, Unavailable) and error.retry_after is not None:
        connection_of(followup.delivery.channel).mark_resting(step.at)


def give_up_stale_followups(*, now: datetime, age: timedelta) -> int:
    """Let what a dead worker left *being done* be done again: it may be repeated."""
    stale = FollowUp.objects.filter(state=FollowUp.State.DOING, begun_at__lt=now - age)
    return sum(
        one.mark_waiting(until=now, code="worker_died", detail="") for one in stale
    )
