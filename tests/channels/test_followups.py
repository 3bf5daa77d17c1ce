"""A story that changed or was taken back reaches all who read it (promise 28)."""

from datetime import timedelta

import pytest

from tests.channels import scripted
from tests.factories import newsroom
from tests.factories.newsroom import moment
from toasoan.channels import actions
from toasoan.channels.adapters.base import (
    Disconnected,
    Receipt,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.models import Channel, Delivery, FollowUp, Rendition
from toasoan.channels.texts import item_of
from toasoan.stories.actions import approve, submit
from toasoan.stories.models import Correction, StoryPage

State = FollowUp.State
NOW = moment()
LATER = NOW + timedelta(hours=1)


class Editing(scripted.Scripted):
    """One that can change and take back what it posted."""

    editable = True
    withdrawable = True

    def edit(self, receipt, sending):
        step = scripted.script.pop(0) if scripted.script else None
        if isinstance(step, Exception):
            raise step
        scripted.taken.append(sending.item)
        return Receipt(external_id=receipt.external_id, url=receipt.url)

    def withdraw(self, receipt):
        step = scripted.script.pop(0) if scripted.script else None
        if isinstance(step, Exception):
            raise step
        scripted.posted[receipt.external_id] -= 1


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "scripted": "tests.channels.scripted.Scripted",
        "editing": "tests.channels.test_followups.Editing",
    }
    scripted.reset()


@pytest.fixture
def story(commune):
    return newsroom.published(commune)


def posted(commune, story, kind):
    """Return the post of `story` on a new channel of `kind`."""
    outlet = newsroom.channel(commune.organisation, kind, "other", kind, 9)
    post = actions.queue(story=story, channel=outlet, due_at=NOW)
    if kind == "handed":
        actions.confirm_by_hand(delivery=post, by=None, now=NOW, at=NOW, url="http://x")
    else:
        actions.deliver(delivery=post, now=NOW)
    scripted.taken.clear()
    return Delivery.objects.get(pk=post.pk)


@pytest.mark.parametrize("medium", ["loudspeaker", "bulletin"])
def test_next_bulletin_says_what_was_wrong(commune, story, medium):
    outlet = newsroom.channel(commune.organisation, "Loa", medium, "handed", 9)
    post = actions.queue(story=story, channel=outlet, due_at=NOW)
    actions.confirm_by_hand(delivery=post, by=commune.editor, now=NOW, at=NOW)

    change(story, "Họp lúc tám giờ.", correction="Giờ đúng là 8h, không phải 7h.")

    item = Delivery.objects.for_a_hand(LATER).get(channel=outlet)
    assert (item.correction, item.repost) == (True, True)
    said = item_of(item).text
    aloud = medium == "loudspeaker"
    assert ("tám giờ" if aloud else "8h") in said
    assert ("http" in said) is not aloud
    assert not FollowUp.objects.filter(delivery__channel=outlet).exists()
    assert Delivery.objects.get(pk=post.pk).state == "delivered"


@pytest.mark.parametrize("wanted", [True, False])
def test_words_that_changed_are_read_anew_when_somebody_says_so(commune, story, wanted):
    outlet = newsroom.channel(commune.organisation, "Loa", "loudspeaker", "handed", 9)
    post = actions.queue(story=story, channel=outlet, due_at=NOW)
    actions.confirm_by_hand(delivery=post, by=commune.editor, now=NOW, at=NOW)
    change(story, "Họp lúc tám giờ.")
    asked = FollowUp.objects.get(delivery=post)

    actions.decide(followup=asked, wanted=wanted, by=commune.editor, now=NOW)

    waiting = Delivery.objects.for_a_hand(LATER).filter(channel=outlet)
    said = [item_of(one).text for one in waiting]
    assert ["tám giờ" in text for text in said] == [True] * wanted


def change(story, text="", correction=""):
    """Publish `story` anew with other words."""
    if text:
        story.lead = text
    if correction:
        Correction.objects.create(story=story, text=correction, corrected_at=LATER)
    story.save()
    actions.story_changed(story=type(story).objects.get(pk=story.pk), now=LATER)


def asked(post):
    found = FollowUp.objects.filter(delivery=post)
    return [(one.kind, one.state, one.way) for one in found]


def do(post, *steps, now=LATER):
    scripted.script[:] = steps
    one = FollowUp.objects.get(delivery=post)
    actions.follow_up(followup=one, now=now)
    one.refresh_from_db()
    return one


def test_story_that_says_the_same_asks_nothing(commune, story):
    post = posted(commune, story, "editing")

    change(story)

    assert asked(post) == []


def test_changed_story_asks_which_posts_follow(commune, story):
    post = posted(commune, story, "editing")

    change(story, "Cầu thông xe từ sáng mai.")

    assert asked(post) == [("correct", State.ASKED, "pushed")]
    assert FollowUp.objects.due(LATER).count() == 0


def test_yes_has_the_post_corrected_in_place(commune, story):
    post = posted(commune, story, "editing")
    change(story, "Cầu thông xe từ sáng mai.")

    actions.decide(
        followup=FollowUp.objects.get(delivery=post), wanted=True, by=None, now=LATER
    )
    done = do(post)

    assert done.state == State.DONE
    assert "Cầu thông xe từ sáng mai." in scripted.taken[0].text
    post.refresh_from_db()
    assert post.sent["lead"] == "Cầu thông xe từ sáng mai."


def test_no_leaves_the_post_as_it_is(commune, story):
    post = posted(commune, story, "editing")
    change(story, "Cầu thông xe từ sáng mai.")

    actions.decide(
        followup=FollowUp.objects.get(delivery=post), wanted=False, by=None, now=LATER
    )

    assert asked(post) == [("correct", State.DROPPED, "pushed")]


def test_correction_goes_to_every_channel_that_carried_the_error(commune, story):
    posts = {
        kind: posted(commune, story, kind) for kind in ("editing", "scripted", "handed")
    }

    change(story, "Cầu thông xe từ sáng mai.", "Cầu chưa thông xe hôm nay.")

    assert asked(posts["editing"]) == [("correct", State.WAITING, "pushed")]
    assert asked(posts["handed"]) == [("correct", State.WAITING, "handed")]
    again = Delivery.objects.get(channel=posts["scripted"].channel, correction=True)
    assert (again.state, again.repost) == (Delivery.State.QUEUED, True)


def test_channel_that_cannot_edit_posts_a_correction_with_the_address(commune, story):
    first = posted(commune, story, "scripted")
    change(story, correction="Cầu chưa thông xe hôm nay.")

    again = Delivery.objects.get(channel=first.channel, correction=True)
    actions.deliver(delivery=again, now=LATER)

    text = scripted.taken[0].text
    assert text.startswith(f"ĐÍNH CHÍNH: {story.title}")
    assert "Cầu chưa thông xe hôm nay." in text
    assert story.full_url in text


def test_corrected_post_says_first_what_was_wrong(commune, story):
    post = posted(commune, story, "editing")
    change(story, correction="Cầu chưa thông xe hôm nay.")

    do(post)

    day = commune.organisation.local_day(LATER).strftime("%d/%m/%Y")
    first = f"ĐÍNH CHÍNH ngày {day}: Cầu chưa thông xe hôm nay."
    assert scripted.taken[0].text.splitlines()[0] == first


def test_correction_told_already_is_not_told_twice(commune, story):
    post = posted(commune, story, "editing")
    change(story, correction="Cầu chưa thông xe hôm nay.")
    do(post)

    change(story)

    assert [state for _kind, state, _way in asked(post)] == [State.DONE]


def test_asked_twice_it_is_done_once(commune, story):
    post = posted(commune, story, "editing")
    change(story, "Một.", "Sửa một.")
    change(story, "Hai.", "Sửa hai.")

    do(post)

    assert asked(post) == [("correct", State.DONE, "pushed")]
    assert "Sửa một." in scripted.taken[0].text
    assert "Sửa hai." in scripted.taken[0].text


@pytest.mark.parametrize(
    ("error", "state", "code"),
    [
        (Unconfirmed("no_answer"), State.WAITING, "no_answer"),
        (Unavailable("busy"), State.WAITING, "busy"),
        (Disconnected("token"), State.WAITING, "token"),
        (Rejected("too_old"), State.FAILED, "too_old"),
        (ValueError("a bug"), State.FAILED, "adapter_broke"),
    ],
)
def test_failed_follow_up_says_what_must_happen_next(
    commune, story, error, state, code
):
    post = posted(commune, story, "editing")
    change(story, correction="Cầu chưa thông xe hôm nay.")

    one = do(post, error)

    assert (one.state, one.error_code) == (state, code)


def test_follow_up_of_a_dead_worker_is_done_again(commune, story):
    post = posted(commune, story, "editing")
    change(story, correction="Cầu chưa thông xe hôm nay.")
    FollowUp.objects.get(delivery=post).claim(LATER)

    after = LATER + timedelta(minutes=11)
    actions.give_up_stale_followups(now=after, age=timedelta(minutes=10))
    one = do(post, now=after)

    assert one.state == State.DONE


def test_recall_takes_everything_back_and_lists_the_rest(commune, story):
    posts = {kind: posted(commune, story, kind) for kind in ("editing", "handed")}
    queued = actions.queue(
        story=story,
        channel=newsroom.channel(commune.organisation, "Sau", "other", "scripted", 9),
        due_at=LATER,
    )

    actions.recall(story=story, by=commune.approver)
    do(posts["editing"])

    story.refresh_from_db()
    queued.refresh_from_db()
    posts["editing"].refresh_from_db()
    assert story.live is False
    assert queued.state == Delivery.State.WITHDRAWN
    assert posts["editing"].state == Delivery.State.WITHDRAWN
    assert scripted.posted[str(posts["editing"].key)] == 0
    by_hand = FollowUp.objects.of_what_is_out()
    assert [one.delivery for one in by_hand] == [posts["handed"]]


def unconfirmed(commune, story, kind="editing"):
    """Return a post whose answer was lost; it arrived all the same."""
    outlet = newsroom.channel(commune.organisation, kind, "other", kind, 9)
    post = actions.queue(story=story, channel=outlet, due_at=NOW)
    scripted.script[:] = ["post and die"]
    with pytest.raises(scripted.PowerCut):
        actions.deliver(delivery=post, now=NOW)
    actions.give_up_stale(now=LATER)
    scripted.taken.clear()
    return Delivery.objects.get(pk=post.pk)


def test_recalled_on_its_way_it_is_taken_back_once_it_is_there(commune, story):
    post = unconfirmed(commune, story)
    actions.recall(story=story, by=commune.approver)
    before = list(FollowUp.objects.due(LATER))

    actions.settle(delivery=post, now=LATER)
    do(post)

    post.refresh_from_db()
    assert before == []
    assert scripted.posted[str(post.key)] == 0
    assert post.state == Delivery.State.WITHDRAWN
    assert asked(post) == [("recall", State.DONE, "pushed")]


def test_recalled_on_its_way_and_never_there_nothing_is_left(commune, story):
    post = unconfirmed(commune, story)
    scripted.posted.clear()
    actions.recall(story=story, by=commune.approver)

    actions.settle(delivery=post, now=LATER)

    post.refresh_from_db()
    assert post.state == Delivery.State.QUEUED
    assert asked(post) == [("recall", State.DROPPED, "pushed")]


def test_page_taken_down_asks_about_what_was_on_its_way(commune, story):
    post = unconfirmed(commune, story)
    story.unpublish(user=commune.approver)

    actions.settle(delivery=post, now=LATER)

    assert asked(post) == [("recall", State.ASKED, "pushed")]
    assert [one.delivery for one in FollowUp.objects.of_what_is_out()] == [post]


def test_story_corrected_on_its_way_is_corrected_once_it_is_there(commune, story):
    post = unconfirmed(commune, story)
    change(story, correction="Cầu chưa thông xe hôm nay.")

    actions.settle(delivery=post, now=LATER)
    do(post)

    assert asked(post) == [("correct", State.DONE, "pushed")]
    assert "Cầu chưa thông xe hôm nay." in scripted.taken[0].text


def test_correction_by_a_new_post_waits_for_the_first_one(commune, story):
    post = unconfirmed(commune, story, "scripted")
    change(story, correction="Cầu chưa thông xe hôm nay.")
    one = FollowUp.objects.get(delivery=post)
    with pytest.raises(actions.NotPossible):
        actions.decide(followup=one, wanted=True, by=commune.editor, now=LATER)

    actions.settle(delivery=post, now=LATER)
    actions.decide(followup=one, wanted=True, by=commune.editor, now=LATER)

    corrections = Delivery.objects.filter(story=story, correction=True)
    assert [one.channel for one in corrections] == [post.channel]
    assert asked(post) == [("correct", State.DROPPED, "handed")]


def test_recalled_by_hand_it_is_withdrawn(commune, story):
    post = posted(commune, story, "handed")
    actions.recall(story=story, by=commune.approver)

    one = FollowUp.objects.get(delivery=post)
    actions.done_by_hand(followup=one, by=commune.editor, now=LATER)

    post.refresh_from_db()
    assert post.state == Delivery.State.WITHDRAWN
    assert asked(post) == [("recall", State.DONE, "handed")]


def test_recall_drops_the_correction_that_waits(commune, story):
    post = posted(commune, story, "editing")
    change(story, correction="Cầu chưa thông xe hôm nay.")

    actions.recall(story=story, by=commune.approver)

    assert sorted(asked(post)) == [
        ("correct", State.DROPPED, "pushed"),
        ("recall", State.WAITING, "pushed"),
    ]


def put_up_again(commune, story, *renditions):
    """`story` is public again, with other words that passed the approval."""
    story = StoryPage.objects.get(pk=story.pk)
    story.lead = "Cầu thông xe từ sáng mai."
    if renditions:
        story.renditions = list(renditions)
    story.save_revision(user=commune.editor)
    submit(story=story, by=commune.editor)
    approve(story=StoryPage.objects.get(pk=story.pk), by=commune.approver)


def take_back(commune, post):
    """Do what the recall of `post` asks for, as the program or by hand."""
    one = FollowUp.objects.get(delivery=post, kind=FollowUp.Kind.RECALL)
    if one.way == "pushed":
        actions.follow_up(followup=one, now=LATER)
    else:
        actions.done_by_hand(followup=one, by=commune.editor, now=LATER)


def states(post):
    found = Delivery.objects.filter(channel=post.channel).order_by("pk")
    return [(one.state, one.repost) for one in found]


@pytest.mark.parametrize("kind", ["editing", "handed"])
def test_story_that_is_public_again_goes_out_anew_after_its_recall(
    commune, story, kind
):
    post = posted(commune, story, kind)
    actions.recall(story=story, by=commune.approver)
    put_up_again(commune, story)
    before = states(post)

    take_back(commune, post)

    out, taken_back = Delivery.State.DELIVERED, Delivery.State.WITHDRAWN
    assert before == [(out, False)]
    assert states(post) == [(taken_back, False), (Delivery.State.QUEUED, False)]
    assert sorted(asked(post)) == [
        ("correct", State.DROPPED, kind.replace("editing", "pushed")),
        ("recall", State.DONE, kind.replace("editing", "pushed")),
    ]


def test_story_that_stays_down_does_not_go_out_anew(commune, story):
    post = posted(commune, story, "editing")
    actions.recall(story=story, by=commune.approver)

    take_back(commune, post)

    assert states(post) == [(Delivery.State.WITHDRAWN, False)]


def test_story_goes_out_anew_only_where_it_still_goes(commune, story):
    unticked, closed = (posted(commune, story, kind) for kind in ("editing", "handed"))
    actions.recall(story=story, by=commune.approver)
    organisation = commune.organisation
    no = Rendition(channel=unticked.channel, organisation=organisation, wanted=False)
    put_up_again(commune, story, no)
    yesterday = organisation.local_day(LATER) - timedelta(days=1)
    Channel.objects.filter(pk=closed.channel_id).update(closed_on=yesterday)

    take_back(commune, unticked)
    take_back(commune, closed)

    assert states(unticked) == [(Delivery.State.WITHDRAWN, False)]
    assert states(closed) == [(Delivery.State.WITHDRAWN, False)]


def test_recall_of_a_second_post_leaves_the_first_to_itself(commune, story):
    first = posted(commune, story, "editing")
    second = actions.queue(story=story, channel=first.channel, due_at=NOW, repost=True)
    actions.deliver(delivery=second, now=NOW)
    actions.recall(story=story, by=commune.approver)
    put_up_again(commune, story)

    take_back(commune, second)
    one_left = states(first)
    take_back(commune, first)

    out, taken_back = Delivery.State.DELIVERED, Delivery.State.WITHDRAWN
    assert one_left == [(out, False), (taken_back, True)]
    anew = (Delivery.State.QUEUED, False)
    assert states(first) == [(taken_back, False), (taken_back, True), anew]


def test_story_that_is_public_again_is_corrected_and_not_taken_back(commune, story):
    post = posted(commune, story, "editing")
    story.unpublish(user=commune.approver)

    put_up_again(commune, story)

    assert sorted(asked(post)) == [
        ("correct", State.ASKED, "pushed"),
        ("recall", State.DROPPED, "pushed"),
    ]


def test_page_taken_down_otherwise_asks_about_its_posts(commune, story):
    post = posted(commune, story, "editing")

    story.unpublish(user=commune.approver)

    assert asked(post) == [("recall", State.ASKED, "pushed")]


def test_page_whose_time_is_over_leaves_its_posts(commune, story):
    post = posted(commune, story, "editing")

    story.unpublish(set_expired=True)

    assert asked(post) == []


def test_what_a_person_confirmed_is_taken_back_by_a_person(commune, story):
    outlet = newsroom.channel(commune.organisation, "Sổ", "other", "editing", 9)
    post = actions.queue(story=story, channel=outlet, due_at=NOW)
    scripted.script[:] = [Unconfirmed("no_answer")]
    actions.deliver(delivery=post, now=NOW)
    seen = "https://example.vn/" + "a" * 300
    actions.settle_by_hand(
        delivery=post, arrived=True, by=commune.editor, now=NOW, url=seen
    )

    actions.recall(story=story, by=commune.approver)

    assert asked(post) == [("recall", State.WAITING, "handed")]
    assert (len(post.external_id), post.url) == (200, seen)


def test_recall_of_a_page_that_is_down_orders_what_was_only_asked(commune, story):
    post = posted(commune, story, "editing")
    story.unpublish(user=commune.approver)

    actions.recall(story=story, by=commune.approver)

    assert asked(post) == [("recall", State.WAITING, "pushed")]


def test_failing_follow_up_keeps_no_story_waiting(commune, story):
    post = posted(commune, story, "editing")
    actions.recall(story=story, by=commune.approver)

    do(post, Unavailable("busy"))
    still = actions.connection_of(post.channel).rests(LATER)
    FollowUp.objects.update(not_before=None)
    do(post, Unavailable("limit", retry_after=60))

    assert (still, actions.connection_of(post.channel).rests(LATER)) == (False, True)


def test_no_does_not_call_off_what_was_ordered(commune, story):
    post = posted(commune, story, "editing")
    actions.recall(story=story, by=commune.approver)
    one = FollowUp.objects.get(delivery=post)

    with pytest.raises(actions.NotPossible):
        actions.decide(followup=one, wanted=False, by=commune.editor, now=LATER)

    assert asked(post) == [("recall", State.WAITING, "pushed")]


def test_story_that_changed_during_the_correction_follows_again(
    commune, story, monkeypatch
):
    post = posted(commune, story, "editing")
    change(story, correction="Cầu chưa thông xe hôm nay.")
    edit = Editing.edit

    def change_meanwhile(self, receipt, sending):
        change(story, "Cầu thông xe thứ Bảy.", correction="Nhầm ngày.")
        return edit(self, receipt, sending)

    monkeypatch.setattr(Editing, "edit", change_meanwhile)
    do(post)

    first, second = FollowUp.objects.filter(delivery=post).order_by("pk")
    assert (first.state, second.state) == (State.DONE, State.WAITING)
    monkeypatch.undo()
    actions.follow_up(followup=second, now=LATER)
    assert [one.state for one in FollowUp.objects.filter(delivery=post)] == [
        State.DONE,
        State.DONE,
    ]
    assert "Nhầm ngày." in scripted.taken[-1].text


@pytest.mark.parametrize(("replaces", "way"), [(False, "handed"), (True, "pushed")])
def test_wrong_picture_goes_to_a_person_where_only_words_change(
    commune, story, monkeypatch, replaces, way
):
    monkeypatch.setattr(Editing, "replaces_pictures", replaces)
    post = posted(commune, story, "editing")
    story.cover = newsroom.picture(commune.organisation, "Ảnh đúng", size=(640, 480))

    change(story, correction="Ảnh đăng nhầm.")

    assert asked(post) == [("correct", State.WAITING, way)]


def words_then_picture(commune, story, kind="editing"):
    """Return a post whose story changed twice: its words, then its picture."""
    post = posted(commune, story, kind)
    change(story, "Cầu thông xe từ sáng mai.")
    story.cover = newsroom.picture(commune.organisation, "Ảnh đúng", size=(640, 480))
    change(story)
    return post


def rows(post):
    found = FollowUp.objects.filter(delivery=post).order_by("pk")
    return [(one.state, one.way, one.error_code) for one in found]


def test_picture_that_changed_after_the_words_goes_to_a_person(commune, story):
    post = words_then_picture(commune, story)
    one = FollowUp.objects.get(delivery=post)
    actions.decide(followup=one, wanted=True, by=None, now=LATER)

    do(post)

    by_hand = (State.WAITING, "handed", "only_words")
    assert rows(post) == [(State.DONE, "pushed", ""), by_hand]
    post.refresh_from_db()
    assert post.sent["lead"] == "Cầu thông xe từ sáng mai."
    assert post.sent["pictures"] == []
    last = FollowUp.objects.get(delivery=post, way="handed")
    actions.done_by_hand(followup=last, by=commune.editor, now=LATER)
    change(story)
    assert rows(post) == [(State.DONE, "pushed", ""), (State.DONE, "handed", "")]


def test_person_who_copied_the_words_is_told_of_the_picture(commune, story):
    post = words_then_picture(commune, story)
    one = FollowUp.objects.get(delivery=post)
    one.mark_wanted(by=None)
    one.mark_failed(code="too_old", detail="")

    actions.done_by_hand(followup=one, by=commune.editor, now=LATER)

    by_hand = (State.WAITING, "handed", "only_words")
    assert rows(post) == [(State.DONE, "pushed", ""), by_hand]


def test_who_is_asked_about_the_words_learns_of_the_picture(commune, story):
    post = words_then_picture(commune, story)

    assert rows(post) == [(State.ASKED, "pushed", "only_words")]


def test_picture_that_the_service_replaces_needs_nobody(commune, story, monkeypatch):
    monkeypatch.setattr(Editing, "replaces_pictures", True)
    post = words_then_picture(commune, story)
    one = FollowUp.objects.get(delivery=post)
    actions.decide(followup=one, wanted=True, by=None, now=LATER)

    do(post)

    assert rows(post) == [(State.DONE, "pushed", "")]
    assert len(scripted.taken[0].pictures) == 1


def test_what_the_program_does_not_manage_is_told_a_person(commune, story):
    post = posted(commune, story, "editing")
    actions.recall(story=story, by=commune.approver)
    one = FollowUp.objects.get(delivery=post)
    at = one.asked_at

    soon = list(FollowUp.objects.for_a_person(at + timedelta(minutes=4)))
    late = list(FollowUp.objects.for_a_person(at + timedelta(minutes=6)))

    assert (soon, late) == ([], [one])
    actions.done_by_hand(followup=one, by=commune.editor, now=LATER)
    post.refresh_from_db()
    assert post.state == Delivery.State.WITHDRAWN
