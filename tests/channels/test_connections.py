"""Keys are kept sealed, asked about, renewed by one at a time."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.channels import keyed
from tests.factories import newsroom
from tests.factories.newsroom import moment
from toasoan.channels import actions
from toasoan.channels.actions import connections
from toasoan.channels.actions.tools import SealedKeys, http_for
from toasoan.channels.adapters.base import (
    Disconnected,
    Figures,
    Rejected,
    Standing,
    Unavailable,
)
from toasoan.channels.models import Channel, Connection, Delivery
from toasoan.core.vault import Vault, new_key

NOW = moment()
KEYS = {"account": "Xã Bản Mẫu", "access_token": "bí-mật-EAAG"}
PAIR = {"access_token": "cũ", "refresh_token": "cũ"}
PAIRED = {"account": "Xã", "oa_secret": "a"} | PAIR


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "keyed": "tests.channels.keyed.Keyed",
        "paired": "tests.channels.keyed.Paired",
        "elsewhere": "tests.channels.keyed.Elsewhere",
        "blind": "tests.channels.keyed.Blind",
    }
    keyed.says.clear()
    keyed.seen.clear()


@pytest.fixture
def outlet(commune):
    return newsroom.channel(commune.organisation, "Trang xã", "facebook", "handed", 9)


def connect(outlet, private=False, kind="keyed", **keys):
    outlet.kind = kind
    actions.connect(channel=outlet, keys=keys or KEYS, private=private, by=None)
    outlet.refresh_from_db()


def test_secrets_are_sealed_and_the_rest_is_plain(outlet):
    connect(outlet)

    assert outlet.config["account"] == "Xã Bản Mẫu"
    assert "access_token" not in outlet.config
    sealed = Connection.objects.get(pk=outlet.pk).sealed
    assert "EAAG" not in sealed
    assert SealedKeys(outlet).secrets() == {"access_token": "bí-mật-EAAG"}


def test_secrets_are_in_no_dump_of_the_database(outlet, capsys):
    connect(outlet)

    call_command("dumpdata")

    assert "bí-mật" not in capsys.readouterr().out


def test_adapter_gets_its_keys(outlet):
    connect(outlet, timeout_read="7", **KEYS)

    adapter = actions.adapter_for(outlet)

    assert adapter.keys.access_token.get_secret_value() == "bí-mật-EAAG"
    assert adapter.http.read == 7
    assert "EAAG" not in repr(adapter.keys)


def test_what_is_not_named_stays_as_it_was(outlet):
    connect(outlet)

    connect(outlet, account="Xã khác")

    adapter = actions.adapter_for(outlet)
    assert (adapter.keys.account, adapter.keys.access_token.get_secret_value()) == (
        "Xã khác",
        "bí-mật-EAAG",
    )


@pytest.mark.parametrize(
    ("keys", "unknown", "wrong"),
    [
        ({"account": "a"}, [], ["access_token"]),
        ({**KEYS, "colour": "red"}, ["colour"], []),
        ({**KEYS, "timeout_read": "soon"}, [], ["timeout_read"]),
    ],
)
def test_wrong_keys_are_named_and_nothing_is_kept(outlet, keys, unknown, wrong):
    with pytest.raises(actions.WrongKeys) as refusal:
        connect(outlet, **keys)

    assert (refusal.value.unknown, refusal.value.wrong) == (unknown, wrong)
    assert Channel.objects.get(pk=outlet.pk).kind == "handed"
    assert Connection.objects.filter(sealed__gt="").count() == 0


def test_channel_without_keys_sends_nothing_and_says_why(commune, outlet):
    outlet.kind = "keyed"
    outlet.save()
    delivery = actions.queue(
        story=newsroom.published(commune), channel=outlet, due_at=NOW
    )

    assert actions.deliver(delivery=delivery, now=NOW) is False

    delivery.refresh_from_db()
    assert delivery.state == "queued"
    assert Connection.objects.get(pk=outlet.pk).trouble == "not_connected"


def test_handed_channel_becomes_pushed_and_keeps_its_history(commune, outlet):
    story = newsroom.published(commune)
    posted = actions.queue(story=story, channel=outlet, due_at=NOW)
    actions.confirm_by_hand(delivery=posted, by=None, now=NOW, at=NOW, url="http://x")
    waits = actions.queue(
        story=newsroom.published(commune, "Tin sau"), channel=outlet, due_at=NOW
    )

    connect(outlet)
    actions.deliver(delivery=type(waits).objects.get(pk=waits.pk), now=NOW)

    posted.refresh_from_db()
    waits.refresh_from_db()
    assert (posted.state, posted.way, posted.url) == ("delivered", "handed", "http://x")
    assert (waits.state, waits.way) == ("delivered", "pushed")


def test_pushed_channel_becomes_handed_and_leaves_nothing_behind(commune, outlet):
    connect(outlet)
    rows = [
        actions.queue(
            story=newsroom.published(commune, f"Tin {n}"), channel=outlet, due_at=NOW
        )
        for n in range(3)
    ]
    Delivery.objects.filter(pk=rows[1].pk).update(state="failed")
    Delivery.objects.filter(pk=rows[2].pk).update(state="unconfirmed")
    actions.connection_of(outlet).mark_stopped(Disconnected("keyed_dead"), NOW)

    outlet.kind = "handed"
    actions.keep_channel(channel=outlet, by=None)

    found = Delivery.objects.filter(channel=outlet).values_list("way", flat=True)
    assert set(found) == {"handed"}
    assert (outlet.config, Connection.objects.get(pk=outlet.pk).trouble) == ({}, "")
    assert actions.to_connect_anew(outlet.organisation_id, NOW) == []


def test_service_may_know_the_site_by_another_name(commune, outlet):
    connect(outlet, public_base_url="https://xa.example.vn", **KEYS)
    story = newsroom.published(commune)
    delivery = actions.queue(story=story, channel=outlet, due_at=NOW)

    actions.deliver(delivery=delivery, now=NOW)

    item = keyed.seen[0]
    path = f"/{story.column.slug}/{story.slug}/"
    assert item.url == f"https://xa.example.vn{path}"
    assert item.url in item.text


@pytest.mark.parametrize("kind", ["keyed", "elsewhere"])
def test_sealed_key_goes_to_no_other_address(outlet, kind):
    connect(outlet, kind=kind, base_url="https://a.example", **KEYS)

    with pytest.raises(actions.WrongKeys) as refusal:
        connect(outlet, kind=kind, base_url="https://b.example")

    outlet.refresh_from_db()
    assert refusal.value.anew == ["access_token"]
    assert outlet.config["base_url"] == "https://a.example"


def test_usual_address_is_left_only_with_keys_entered_anew(outlet):
    connect(outlet)

    with pytest.raises(actions.WrongKeys):
        connect(outlet, base_url="https://b.example")
    connect(outlet, base_url="https://service.example", account="Xã khác")
    connect(outlet, base_url="https://b.example", access_token="mới")

    keys = actions.adapter_for(outlet).keys
    assert (keys.base_url, keys.access_token.get_secret_value()) == (
        "https://b.example",
        "mới",
    )


def test_who_types_commands_may_send_kept_keys_to_another_address(outlet):
    connect(outlet)

    connect(outlet, private=True, base_url="http://127.0.0.1:9")

    assert outlet.config["base_url"] == "http://127.0.0.1:9"
    assert SealedKeys(outlet).secrets() == {"access_token": "bí-mật-EAAG"}


def test_other_address_is_not_in_our_own_network_because_the_old_one_was(outlet):
    connect(outlet, private=True, base_url="http://127.0.0.1:9", **KEYS)

    connect(outlet, account="Xã khác")
    before = Connection.objects.get(pk=outlet.pk).private
    connect(outlet, base_url="http://127.0.0.1:8", access_token="mới")

    assert (before, Connection.objects.get(pk=outlet.pk).private) == (True, False)


def test_other_kind_begins_without_the_keys_of_the_one_before(outlet):
    connect(outlet, private=True, **KEYS)
    until = NOW + timedelta(days=3)
    keyed.says[:] = [Standing(name="Trang", until=until)]
    actions.check(channel=outlet, now=NOW)

    outlet.kind = "elsewhere"
    actions.keep_channel(channel=outlet, by=None)

    one = Connection.objects.get(pk=outlet.pk)
    assert (one.sealed, one.private, one.account, one.checked_at) == (
        "",
        False,
        "",
        None,
    )
    assert actions.to_connect_anew(outlet.organisation_id, NOW) == []


def test_key_of_another_kind_is_not_taken_for_ones_own(outlet):
    connect(outlet, base_url="https://a.example", **KEYS)

    with pytest.raises(actions.WrongKeys) as refusal:
        connect(outlet, kind="elsewhere", account="Xã")

    assert refusal.value.wrong == ["access_token", "base_url"]
    assert Channel.objects.get(pk=outlet.pk).kind == "keyed"


def test_check_notes_what_the_service_says(outlet):
    connect(outlet)
    until = NOW + timedelta(days=60)
    keyed.says[:] = [Standing(name="Trang Bản Mẫu", until=until, warnings=("soon",))]

    actions.check(channel=outlet, now=NOW)

    one = Connection.objects.get(pk=outlet.pk)
    assert (one.account, one.token_until, one.warnings, one.checked_at) == (
        "Trang Bản Mẫu",
        until,
        ["soon"],
        NOW,
    )


@pytest.mark.parametrize(("days", "dies"), [(13, True), (15, False)])
def test_one_is_warned_before_a_token_dies(outlet, days, dies):
    connect(outlet)
    keyed.says[:] = [Standing(name="x", until=NOW + timedelta(days=days))]
    actions.check(channel=outlet, now=NOW)

    assert actions.dying(Connection.objects.get(pk=outlet.pk), NOW) is dies


def test_check_that_fails_stops_the_channel_and_the_next_lets_it_go_on(outlet):
    connect(outlet)
    keyed.says[:] = [Disconnected("keyed_dead")]

    with pytest.raises(Disconnected):
        actions.check(channel=outlet, now=NOW)
    assert Connection.objects.get(pk=outlet.pk).stopped is True

    actions.check(channel=outlet, now=NOW)
    assert Connection.objects.get(pk=outlet.pk).stopped is False


def tried(commune, outlet, not_before, error_code="unreachable"):
    """A story due two hours ago that surely did not arrive, waiting since."""
    connect(outlet, kind="blind", **KEYS)
    row = actions.queue(
        story=newsroom.published(commune),
        channel=outlet,
        due_at=NOW - timedelta(hours=2),
    )
    Delivery.objects.filter(pk=row.pk).update(
        not_before=not_before, error_code=error_code
    )


def sent_at(outlet, now):
    """What became of the only story of `outlet` once a worker was there."""
    actions.work_on(channel=outlet, clock=lambda: now)
    row = Delivery.objects.get(channel=outlet)
    return row.state, row.error_code


def test_what_waits_for_its_next_try_goes_out_when_the_service_knows_us(
    commune, outlet
):
    tried(commune, outlet, NOW + timedelta(hours=3))

    actions.check(channel=outlet, now=NOW)

    assert sent_at(outlet, NOW) == ("delivered", "")


def test_what_waited_for_the_account_goes_out_when_it_is_connected(commune, outlet):
    tried(commune, outlet, NOW - timedelta(hours=2), "keyed_dead")
    actions.connection_of(outlet).mark_stopped(Disconnected("keyed_dead"), NOW)

    actions.check(channel=outlet, now=NOW)

    assert sent_at(outlet, NOW) == ("delivered", "")


def test_restored_backup_stays_in_doubt_when_the_service_knows_us(commune, outlet):
    tried(commune, outlet, NOW - timedelta(hours=2))

    actions.check(channel=outlet, now=NOW)

    assert sent_at(outlet, NOW) == ("unconfirmed", "long_overdue")


def test_what_was_never_tried_stays_in_doubt_when_it_is_connected(commune, outlet):
    tried(commune, outlet, None, "")
    actions.connection_of(outlet).mark_stopped(Disconnected("keyed_dead"), NOW)

    actions.check(channel=outlet, now=NOW)

    assert sent_at(outlet, NOW) == ("unconfirmed", "long_overdue")


def test_service_that_is_away_for_a_moment_stops_nothing(outlet):
    connect(outlet)
    keyed.says[:] = [Unavailable("away")]

    with pytest.raises(Unavailable):
        actions.check(channel=outlet, now=NOW)

    assert Connection.objects.get(pk=outlet.pk).stopped is False


def test_own_network_is_allowed_to_who_runs_the_machine(outlet):
    connect(outlet)
    assert http_for(outlet, actions.adapter_for(outlet).keys).allow_private is False

    connect(outlet, private=True)
    assert http_for(outlet, actions.adapter_for(outlet).keys).allow_private is True


def test_new_keys_are_stored_before_they_are_used(outlet):
    connect(outlet)
    keeper = SealedKeys(outlet)

    def ask(secrets):
        assert secrets["access_token"] == "bí-mật-EAAG"
        return {"access_token": "mới"}

    found = keeper.renew("bí-mật-EAAG", ask)

    assert found["access_token"] == "mới"
    assert SealedKeys(outlet).secrets()["access_token"] == "mới"


def test_keys_that_another_one_renewed_are_taken(outlet):
    connect(outlet)

    found = SealedKeys(outlet).renew("đã cũ", lambda secrets: pytest.fail("asked"))

    assert found["access_token"] == "bí-mật-EAAG"


def test_one_asks_at_a_time(outlet):
    connect(outlet)
    keeper = SealedKeys(outlet)

    def ask(secrets):
        with pytest.raises(Unavailable):
            SealedKeys(outlet).renew("bí-mật-EAAG", lambda secrets: pytest.fail("two"))
        return {"access_token": "mới"}

    keeper.renew("bí-mật-EAAG", ask)

    assert keeper.secrets()["access_token"] == "mới"


def test_lost_answer_leaves_the_old_keys_and_lets_others_ask(outlet):
    connect(outlet)
    keeper = SealedKeys(outlet)

    def ask(secrets):
        raise Disconnected("chain_broken")

    with pytest.raises(Disconnected):
        keeper.renew("bí-mật-EAAG", ask)

    assert keeper.secrets()["access_token"] == "bí-mật-EAAG"
    assert keeper.renew("bí-mật-EAAG", lambda secrets: {"access_token": "mới"})


def test_asking_that_died_is_over_after_a_while(outlet):
    connect(outlet)
    connection = Connection.objects.get(pk=outlet.pk)
    connection.begin_asking(NOW)
    after = SealedKeys(outlet, now=lambda: NOW + timedelta(minutes=3))

    found = after.renew("bí-mật-EAAG", lambda secrets: {"access_token": "mới"})

    assert found["access_token"] == "mới"


def test_key_entered_while_new_ones_are_asked_for_is_refused(outlet):
    connect(outlet, kind="paired", **PAIRED)
    keeper = SealedKeys(outlet)

    def ask(secrets):
        with pytest.raises(actions.KeysAreRenewed):
            connect(outlet, kind="paired", account="Xã khác", oa_secret="b")
        return {"access_token": "mới", "refresh_token": "mới"}

    keeper.renew("cũ", ask)

    outlet.refresh_from_db()
    kept = {"access_token": "mới", "refresh_token": "mới", "oa_secret": "a"}
    assert (keeper.secrets(), outlet.config["account"]) == (kept, "Xã")
    connect(outlet, kind="paired", oa_secret="b")
    assert keeper.secrets() == kept | {"oa_secret": "b"}


def test_key_entered_just_when_new_ones_came_is_refused(outlet, monkeypatch):
    connect(outlet, kind="paired", **PAIRED)
    keeper, kept = SealedKeys(outlet), connections.keep_channel

    def came_meanwhile(**given):
        fresh = {"access_token": "mới", "refresh_token": "mới"}
        keeper.renew("cũ", lambda secrets: fresh)
        kept(**given)

    monkeypatch.setattr(connections, "keep_channel", came_meanwhile)
    with pytest.raises(actions.KeysAreRenewed):
        connect(outlet, kind="paired", oa_secret="b")


def test_keys_that_are_all_entered_anew_go_before_those_asked_for(outlet):
    connect(outlet, kind="paired", **PAIRED)
    keeper = SealedKeys(outlet)
    anew = {"access_token": "của ta", "refresh_token": "của ta", "oa_secret": "b"}

    def ask(secrets):
        connect(outlet, kind="paired", **anew)
        return {"access_token": "mới", "refresh_token": "mới"}

    keeper.renew("cũ", ask)

    assert keeper.secrets() == anew


def test_asking_that_died_keeps_nobody_from_entering_a_key(outlet):
    connect(outlet, kind="paired", **PAIRED)
    before = timezone.now() - timedelta(minutes=3)
    Connection.objects.get(pk=outlet.pk).begin_asking(before)

    connect(outlet, kind="paired", oa_secret="b")

    assert SealedKeys(outlet).secrets()["oa_secret"] == "b"


def test_what_is_no_secret_is_changed_while_new_keys_are_asked_for(outlet):
    connect(outlet, kind="paired", **PAIRED)
    keeper = SealedKeys(outlet)

    def ask(secrets):
        connect(outlet, kind="paired", account="Xã khác")
        return {"access_token": "mới", "refresh_token": "mới"}

    keeper.renew("cũ", ask)

    assert keeper.secrets()["refresh_token"] == "mới"
    assert outlet.config["account"] == "Xã khác"


def test_key_that_seals_can_be_changed(outlet, settings):
    connect(outlet)
    old, new = settings.SECRETS_KEYS[0], new_key()
    settings.SECRETS_KEYS = [new, old]

    assert actions.reseal() == 1

    settings.SECRETS_KEYS = [new]
    assert SealedKeys(outlet).secrets() == {"access_token": "bí-mật-EAAG"}
    sealed = Connection.objects.get(pk=outlet.pk).sealed
    assert Vault([new]).open(sealed) == {"access_token": "bí-mật-EAAG"}


def test_lost_key_says_what_to_do(outlet, settings):
    connect(outlet)
    settings.SECRETS_KEYS = [new_key()]

    with pytest.raises(Disconnected) as refusal:
        actions.adapter_for(outlet)

    assert refusal.value.code == "secrets_key_lost"


def test_keys_are_entered_anew_when_the_key_that_seals_was_lost(outlet, settings):
    connect(outlet)
    settings.SECRETS_KEYS = [new_key()]

    with pytest.raises(actions.WrongKeys) as refusal:
        connect(outlet, account="Xã khác")
    connect(outlet, access_token="mới")

    assert refusal.value.wrong == ["access_token"]
    assert SealedKeys(outlet).secrets() == {"access_token": "mới"}


def test_services_are_asked_once_a_day(outlet):
    connect(outlet)
    assert actions.to_be_checked(NOW) == [outlet]

    actions.check(channel=outlet, now=NOW)

    assert actions.to_be_checked(NOW + timedelta(hours=23)) == []
    assert actions.to_be_checked(NOW + timedelta(hours=25)) == [outlet]


@pytest.mark.parametrize(("days", "looked_after"), [(1, True), (0, True), (-1, False)])
def test_channel_is_looked_after_until_its_last_day(outlet, days, looked_after):
    connect(outlet)
    outlet.closed_on = outlet.organisation.local_day(NOW) + timedelta(days=days)
    outlet.save()
    connection = actions.connection_of(outlet)
    connection.mark_stopped(Disconnected("keyed_dead"), NOW)

    asked = actions.to_be_checked(NOW)
    told = actions.to_connect_anew(outlet.organisation_id, NOW)

    assert asked == ([outlet] if looked_after else [])
    assert told == ([connection] if looked_after else [])


def test_service_that_is_away_is_asked_again_tomorrow(outlet):
    connect(outlet)
    keyed.says[:] = [Unavailable("away")]

    with pytest.raises(Unavailable):
        actions.check(channel=outlet, now=NOW)

    assert actions.to_be_checked(NOW + timedelta(hours=23)) == []


def test_posts_are_told_how_they_did(commune, outlet):
    connect(outlet)
    post = actions.queue(story=newsroom.published(commune), channel=outlet, due_at=NOW)
    actions.deliver(delivery=type(post).objects.get(pk=post.pk), now=NOW)

    assert actions.measure(channel=outlet, now=NOW) == 1

    post.refresh_from_db()
    assert post.figures == {"views": 1234, "reactions": 0}


def test_post_that_is_gone_keeps_no_other_from_being_measured(
    commune, outlet, monkeypatch
):
    connect(outlet)
    rows = [newsroom.published(commune, f"Tin {n}") for n in range(2)]
    for story in rows:
        one = actions.queue(story=story, channel=outlet, due_at=NOW)
        actions.deliver(delivery=Delivery.objects.get(pk=one.pk), now=NOW)
    gone = Delivery.objects.get(story=rows[1], channel=outlet)

    def measure(self, receipt):
        if receipt.external_id == gone.external_id:
            raise Rejected("gone")
        return Figures(views=5)

    monkeypatch.setattr(keyed.Keyed, "measure", measure)
    actions.measure(channel=outlet, now=NOW)

    told = Delivery.objects.filter(channel=outlet).order_by("pk")
    assert [one.figures for one in told] == [{"views": 5}, {}]
