import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.services import graph
from tests.services.graph import Fault
from tests.services.telegram import CHAT, TOKEN
from tests.services.telegram import Telegram as Service
from toasoan.channels.adapters.base import (
    DeliveryError,
    Disconnected,
    Item,
    Media,
    Receipt,
    Rejected,
    Sending,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.adapters.telegram import WORDS, Telegram, TelegramKeys, size
from toasoan.core.http import Http

PAYLOADS = Path(__file__).parent / "payloads/telegram"
ADDRESS = "https://ban-mau.example.vn/tin/cau-ban-mau/"
WORDS_OF_STORY = "Cầu qua suối đi lại được từ hôm nay."
LINE = Http(connect=1, read=1, whole=1.5, allow_private=True)
MEANINGS = {
    "unauthorized": (Disconnected, "telegram_token_dead"),
    "token_unknown": (Disconnected, "telegram_token_dead"),
    "chat_not_found": (Disconnected, "telegram_chat_unknown"),
    "chat_upgraded": (Disconnected, "telegram_chat_moved"),
    "no_rights": (Disconnected, "telegram_no_rights"),
    "administrator_needed": (Disconnected, "telegram_no_rights"),
    "write_forbidden": (Disconnected, "telegram_no_rights"),
    "kicked": (Disconnected, "telegram_put_out"),
    "not_a_member": (Disconnected, "telegram_put_out"),
    "blocked": (Disconnected, "telegram_put_out"),
    "text_too_long": (Rejected, "telegram_too_long"),
    "caption_too_long": (Rejected, "telegram_too_long"),
    "text_empty": (Rejected, "telegram_empty"),
    "photo_dimensions": (Rejected, "telegram_picture_refused"),
    "photo_unreadable": (Rejected, "telegram_picture_refused"),
    "too_large": (Rejected, "telegram_picture_refused"),
    "too_many": (Unavailable, "telegram_rate_limit"),
    "never_heard_of": (Rejected, "telegram_refused"),
    "server_error": (Unconfirmed, "telegram_maybe_posted"),
    "bad_gateway": (Unconfirmed, "telegram_maybe_posted"),
}
# It is there or not, and what came back does not say.
UNCLEAR = {
    "reset_before": graph.reset(done=False),
    "reset_after": graph.reset(done=True),
    "truncated": graph.truncated(),
    "empty": graph.empty(),
    "html": graph.html(),
    "slow": graph.drip(),
    "list": graph.value([{"ok": True}]),
    "ok_alone": graph.value({"ok": True}),
    "ok_of_wrong_type": graph.value({"ok": "true", "result": {"message_id": 5}}),
    "result_of_wrong_type": graph.value({"ok": True, "result": "sent"}),
    "result_empty_list": graph.value({"ok": True, "result": []}),
    "message_without_chat": graph.value({"ok": True, "result": {"message_id": 5}}),
    "number_of_wrong_type": graph.value(
        {"ok": True, "result": {"message_id": True, "chat": {"id": CHAT}}}
    ),
    "error_without_number": graph.value({"ok": False, "description": "no"}),
    "made_with_502": graph.value({"ok": True, "result": {"message_id": 5}}, status=502),
}


class Notes(dict):
    def keep(self, **values):
        self.update(json.loads(json.dumps(values)))


@pytest.fixture
def service():
    with Service() as running:
        yield running


@pytest.fixture
def bot(service):
    return make_bot(service)


def make_bot(service, **changed):
    keys = TelegramKeys(**service.keys(**changed))
    return Telegram(keys=keys, http=LINE, keeper=None)


def make_sending(**item):
    named = {
        "headline": "Sửa xong cầu Bản Mẫu",
        "text": WORDS_OF_STORY,
        "url": ADDRESS,
        "medium": "other",
    } | item
    return Sending(
        key="5c7a2f3e-0d5b-4d0e-9e59-2b9f3f0c9a11",
        item=Item(**named),
        since=datetime.now(UTC),
        notes=Notes(),
    )


@pytest.fixture
def photos(tmp_path):
    def make(count):
        found = []
        for number in range(count):
            path = tmp_path / f"anh-{number}.jpg"
            path.write_bytes(b"\xff\xd8" + str(number).encode())
            found.append(Media(path=str(path), alt=f"Ảnh {number}"))
        return tuple(found)

    return make


def test_words_go_with_the_card_of_the_story(bot, service):
    receipt = bot.deliver(make_sending())

    ((number, message),) = service.messages.items()
    assert (message["text"], message["card"]) == (
        f"{WORDS_OF_STORY}\n\n{ADDRESS}",
        ADDRESS,
    )
    assert (receipt.external_id, receipt.url) == (
        f"{CHAT}:{number}",
        f"https://t.me/banmau/{number}",
    )
    assert receipt.accepted_at == message["made"].replace(microsecond=0)


def test_address_that_stands_in_the_text_is_not_repeated(bot, service):
    bot.deliver(make_sending(text=f"Xem: {ADDRESS}."))

    assert [one["text"] for one in service.messages.values()] == [f"Xem: {ADDRESS}."]


def test_longer_address_in_the_text_is_another(bot, service):
    bot.deliver(make_sending(text=f"Xem: {ADDRESS}anh/"))

    assert [one["text"] for one in service.messages.values()] == [
        f"Xem: {ADDRESS}anh/\n\n{ADDRESS}"
    ]


def test_channel_without_a_name_has_an_address_for_its_members(service):
    del service.chat["username"]
    bot = make_bot(service, chat_id=str(CHAT))

    receipt = bot.deliver(make_sending())

    assert receipt.url == f"https://t.me/c/1234567890/{service.public()[0]}"


def test_one_photo_goes_with_its_caption(bot, service, photos):
    receipt = bot.deliver(make_sending(pictures=photos(1)))

    ((number, message),) = service.messages.items()
    assert (message["caption"], message["photo"]) == (
        f"{WORDS_OF_STORY}\n\n{ADDRESS}",
        b"\xff\xd80",
    )
    assert receipt.external_id == f"{CHAT}:{number}"
    assert service.calls() == ["sendPhoto"]


@pytest.mark.parametrize(("given", "sent"), [(2, 2), (10, 10), (12, 10)])
def test_photos_go_as_one_album_in_their_order(bot, service, photos, given, sent):
    receipt = bot.deliver(make_sending(pictures=photos(given)))

    numbers = ",".join(str(one) for one in service.messages)
    shown = [(one["caption"], one["photo"]) for one in service.messages.values()]
    assert service.calls() == ["sendMediaGroup"]
    assert receipt.external_id == f"{CHAT}:{numbers}"
    assert [photo for _words, photo in shown] == [
        b"\xff\xd8" + str(number).encode() for number in range(sent)
    ]
    captions = [f"{WORDS_OF_STORY}\n\n{ADDRESS}", *[""] * (sent - 1)]
    assert [words for words, _photo in shown] == captions


@pytest.mark.parametrize(("pictures", "most"), [(0, 4096), (1, 1024), (3, 1024)])
@pytest.mark.parametrize("word", ["đường ", "🚧🚧 ", "không\n", "x" * 30])
def test_long_text_is_cut_between_words_and_keeps_its_address(
    bot, service, photos, pictures, most, word
):
    text = word * 5_000

    bot.deliver(make_sending(text=text, pictures=photos(pictures)))

    first = next(iter(service.messages.values()))
    shown = first.get("text") or first["caption"]
    kept, end = shown[: -len(f"…\n\n{ADDRESS}")], shown[-len(f"…\n\n{ADDRESS}") :]
    assert end == f"…\n\n{ADDRESS}"
    assert text.startswith(kept)
    assert word.isalnum() or text[len(kept)].isspace()
    assert most - 20 < size(shown) <= most


def test_check_says_what_would_be_cut_or_left_out(bot, photos):
    item = make_sending(
        text="đường " * 300, pictures=photos(11), film=Media(path="phim.mp4")
    ).item

    assert [(one.code, one.blocking) for one in bot.check(item)] == [
        ("telegram_cut", False),
        ("too_many_pictures", False),
        ("telegram_no_film", False),
    ]


def test_check_stops_a_long_text_that_has_no_address_to_lead_on(bot, service):
    sending = make_sending(text="đường " * 1_000, url="")

    assert [(one.code, one.blocking) for one in bot.check(sending.item)] == [
        ("text_too_long", True)
    ]
    with pytest.raises(Rejected) as refusal:
        bot.deliver(sending)
    assert refusal.value.code == "telegram_too_long"


@pytest.mark.parametrize("fault", UNCLEAR)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_no_clear_answer_is_never_taken_for_posted(bot, service, photos, fault, count):
    call = ("sendMessage", "sendPhoto", "sendMediaGroup")[count]
    service.fault(call, UNCLEAR[fault])

    with pytest.raises(Unconfirmed) as refusal:
        bot.deliver(make_sending(pictures=photos(count)))

    assert refusal.value.code == "telegram_maybe_posted"
    assert service.calls() == [call]


def test_service_that_is_not_reached_surely_has_nothing(service):
    bot = make_bot(service, base_url="http://127.0.0.1:9")

    with pytest.raises(Unavailable) as refusal:
        bot.deliver(make_sending())

    assert refusal.value.code == "telegram_unreachable"


def test_what_was_posted_is_not_posted_again_with_its_notes(bot, service):
    sending = make_sending()

    first, again = bot.deliver(sending), bot.deliver(sending)

    assert again.external_id == first.external_id
    assert service.calls() == ["sendMessage"]


def test_bot_cannot_look_so_a_person_does():
    assert Telegram.findable is False


def test_every_payload_has_its_meaning():
    assert {one.stem for one in PAYLOADS.iterdir()} == {
        f"send__{case}" for case in MEANINGS
    }


@pytest.mark.parametrize("case", MEANINGS)
def test_refusal_says_what_must_happen_next(bot, service, case):
    told = (PAYLOADS / f"send__{case}.json").read_bytes()
    status = json.loads(told)["error_code"]
    service.fault("sendMessage", graph.body(told, status=status, done=False))

    with pytest.raises(DeliveryError) as refusal:
        bot.deliver(make_sending())

    assert (type(refusal.value), refusal.value.code) == MEANINGS[case]
    assert refusal.value.code in WORDS
    assert json.loads(told)["description"] in refusal.value.detail


@pytest.mark.parametrize(
    ("parameters", "wait"),
    [
        ({"retry_after": 35}, 35.0),
        ({"retry_after": "35"}, 60.0),
        ({"retry_after": -1}, 60.0),
        ([], 60.0),
    ],
)
def test_rest_is_as_long_as_telegram_says(bot, service, parameters, wait):
    value = {"ok": False, "error_code": 429, "parameters": parameters}
    service.fault("sendMessage", graph.value(value, status=429, done=False))

    with pytest.raises(Unavailable) as refusal:
        bot.deliver(make_sending())

    assert refusal.value.retry_after == wait


@pytest.mark.parametrize("count", [0, 1, 3])
def test_edit_changes_the_words_and_may_be_repeated(bot, service, photos, count):
    receipt = bot.deliver(make_sending(pictures=photos(count)))
    # What is corrected may come without its pictures.
    changed = make_sending(text="Cầu đi lại được từ mai.")

    edited = [bot.edit(receipt, changed) for _time in range(2)]

    first, *others = service.messages.values()
    words = first.get("text") or first["caption"]
    assert edited == [receipt, receipt]
    assert words == f"Cầu đi lại được từ mai.\n\n{ADDRESS}"
    assert [one["caption"] for one in others] == [""] * max(count - 1, 0)


def test_edit_of_what_is_gone_is_said(bot, service):
    receipt = bot.deliver(make_sending())
    service.messages.clear()

    with pytest.raises(Rejected) as refusal:
        bot.edit(receipt, make_sending(text="Khác."))

    assert refusal.value.code == "telegram_gone"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_withdraw_takes_all_of_it_and_may_be_repeated(bot, service, photos, count):
    receipt = bot.deliver(make_sending(pictures=photos(count)))

    bot.withdraw(receipt)
    bot.withdraw(receipt)

    assert service.public() == []


def test_withdraw_goes_on_where_it_was_cut_off(bot, service, photos):
    receipt = bot.deliver(make_sending(pictures=photos(3)))
    service.fault("deleteMessage", graph.reset(done=True))

    with pytest.raises(Unavailable):
        bot.withdraw(receipt)
    bot.withdraw(receipt)

    assert service.public() == []


def test_what_is_older_than_two_days_a_person_takes_down(bot, service):
    receipt = bot.deliver(make_sending())
    service.now = lambda: datetime.now(UTC) + timedelta(hours=49)

    with pytest.raises(Rejected) as refusal:
        bot.withdraw(receipt)

    assert refusal.value.code == "telegram_delete_by_hand"
    assert len(service.public()) == 1


@pytest.mark.parametrize("fault", ["reset_before", "html", "empty", "ok_alone"])
@pytest.mark.parametrize(
    ("verb", "call"),
    [
        (lambda bot, had: bot.edit(had, make_sending(text="Mới.")), "editMessageText"),
        (lambda bot, had: bot.withdraw(had), "deleteMessage"),
        (lambda bot, _had: bot.standing(), "getMe"),
    ],
)
def test_what_may_be_repeated_is_tried_again(bot, service, verb, call, fault):
    receipt = bot.deliver(make_sending())
    service.fault(call, UNCLEAR[fault])

    with pytest.raises(Unavailable) as refusal:
        verb(bot, receipt)

    assert refusal.value.code == "telegram_no_answer"


def test_standing_says_the_name_of_the_channel(bot):
    standing = bot.standing()

    assert (standing.name, standing.until, standing.warnings) == (
        "UBND xã Bản Mẫu",
        None,
        (),
    )


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ({"status": "left"}, "telegram_put_out"),
        ({"status": "kicked"}, "telegram_put_out"),
        ({"status": "member"}, "telegram_no_rights"),
        ({"status": "administrator"}, "telegram_no_rights"),
        ({"status": "restricted", "can_post_messages": True}, "telegram_no_rights"),
    ],
)
def test_bot_that_may_not_post_is_not_connected(bot, service, member, code):
    service.member = member

    with pytest.raises(Disconnected) as refusal:
        bot.standing()

    assert refusal.value.code == code


def test_small_group_is_warned_about(bot, service):
    service.chat |= {"type": "group"}
    service.member = {"status": "member"}

    assert bot.standing().warnings == ("telegram_no_address",)


def test_token_of_nobody_is_not_connected(service):
    bot = make_bot(service, bot_token="1:other")

    with pytest.raises(Disconnected) as refusal:
        bot.standing()

    assert refusal.value.code == "telegram_token_dead"


def echoing(template):
    """Answer with the address that was asked, in which the token stands."""

    def send(handler, _answer):
        said = f"{handler.path} {TOKEN.partition(':')[2]}"
        handler.send(400, template.replace(b"ECHO", said.encode()))

    return Fault(send)


@pytest.mark.parametrize(
    "template",
    [
        b'{"ok": false, "error_code": 400, "description": "ECHO"}',
        b'{"ok": false, "error_code": 500, "description": "ECHO"}',
        b"<html>ECHO</html>",
        b'{"ECHO": 1}',
    ],
)
@pytest.mark.parametrize("call", ["sendMessage", "getMe"])
def test_token_that_a_service_echoes_goes_nowhere(bot, service, call, template):
    service.fault(call, echoing(template))

    with pytest.raises(DeliveryError) as refusal:
        bot.deliver(make_sending()) if call == "sendMessage" else bot.standing()

    assert secrets_in(refusal.value) == []


@pytest.mark.parametrize("base", ["http://127.0.0.1:9", "http://no.invalid"])
def test_token_stays_out_of_what_the_network_says(service, base):
    bot = make_bot(service, base_url=base)

    with pytest.raises(Unavailable) as refusal:
        bot.deliver(make_sending())

    assert secrets_in(refusal.value) == []


def secrets_in(error):
    told = [repr(error), error.detail]
    before = error.__context__
    while before:
        told += [str(before), repr(before)]
        before = before.__context__
    secrets = (TOKEN, TOKEN.partition(":")[2])
    return [one for one in secrets if one in " ".join(told)]


def test_token_stays_out_of_what_the_adapter_prints(bot):
    assert TOKEN not in f"{bot!r} {vars(bot)!r}"


@pytest.mark.parametrize(
    "changed",
    [
        {"bot_token": "no colon"},
        {"bot_token": "12:a/../getMe?x="},
        {"bot_token": ""},
        {"chat_id": "banmau"},
        {"chat_id": ""},
        {"base_url": "api.telegram.org"},
    ],
)
def test_keys_that_cannot_be_right_are_refused(service, changed):
    with pytest.raises(ValidationError) as refusal:
        TelegramKeys(**service.keys(**changed))

    assert TOKEN not in str(refusal.value)


def test_receipt_of_another_day_is_understood(bot, service):
    kept = bot.deliver(make_sending())
    stored = Receipt(external_id=kept.external_id, url=kept.url)

    bot.withdraw(stored)

    assert service.public() == []
