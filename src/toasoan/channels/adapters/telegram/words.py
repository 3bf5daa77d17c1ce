"""What Telegram's codes mean and what to do; the screens translate it."""

from toasoan.channels.adapters.base import gettext_noop as _

WORDS = {
    "telegram_maybe_posted": _(
        "Telegram did not say whether it was posted, and the program cannot look "
        "there. Look at the channel: is it there?"
    ),
    "telegram_no_answer": _("Telegram gave no clear answer."),
    "telegram_unreachable": _(
        "Telegram cannot be reached. Check the network if it stays so."
    ),
    "telegram_rate_limit": _("Telegram wants a rest between messages."),
    "telegram_token_dead": _(
        "Telegram does not know the key of this bot. Take a new one from @BotFather "
        "and connect the channel again."
    ),
    "telegram_chat_unknown": _(
        "The bot does not find this channel. Check its name or number, and make the "
        "bot an administrator there."
    ),
    "telegram_chat_moved": _(
        "The group has become a larger one with another number. Enter the number "
        "named below and connect again."
    ),
    "telegram_put_out": _(
        "The bot is not in the channel any more. Make it an administrator there, "
        "then connect again."
    ),
    "telegram_no_rights": _(
        "The bot may not post there. In the channel's administrators, allow it to "
        "post messages, then connect again."
    ),
    "telegram_too_long": _(
        "Telegram finds the text too long. Shorten it and send again."
    ),
    "telegram_empty": _(
        "Telegram says the message is empty. Write the text and send again."
    ),
    "telegram_picture_refused": _(
        "Telegram does not take a picture. Replace the picture and send again."
    ),
    "telegram_file_unreadable": _(
        "A picture of the story cannot be read on this machine. Put the file in "
        "again and send again."
    ),
    "telegram_gone": _(
        "The message is not in the channel any more. Look there; post it again if "
        "it should be there."
    ),
    "telegram_delete_by_hand": _(
        "Telegram lets a bot delete only for 48 hours. An administrator of the "
        "channel must delete the message by hand."
    ),
    "telegram_edit_by_hand": _(
        "Telegram does not let the bot change this message any more. An "
        "administrator of the channel must delete it by hand and post it anew."
    ),
    "telegram_refused": _(
        "Telegram refuses this message. Read its answer below, change the story and "
        "send again."
    ),
    "telegram_cut": _(
        "The text is too long for Telegram: it is cut, and the story's address "
        "leads to the rest. With pictures only 1024 characters go."
    ),
    "telegram_no_film": _("The video does not go to Telegram; the address does."),
    "telegram_no_address": _(
        "Messages of a private chat or small group have no address that all can "
        "open. Make it a channel or a public group."
    ),
}
