"""What the codes of a Zalo account mean and what to do; the screens translate it."""

from toasoan.channels.adapters.base import gettext_noop as _

WORDS = {
    "zalo_unreachable": _(
        "Zalo could not be reached; nothing was sent. Check the network if it stays so."
    ),
    "zalo_address_forbidden": _(
        "Zalo's address leads into our own network or is not https. Check the "
        "addresses in this channel's connection, then the network's name server."
    ),
    "zalo_answer_lost": _(
        "Zalo's answer got lost on the way. The program looks at Zalo before it "
        "sends anything again; if this stays, look at the account yourself."
    ),
    "zalo_answer_strange": _(
        "Zalo answered in a form the program does not know. Look at the account: "
        "is it there? If this happens again, tell the administrator."
    ),
    "zalo_unknown_error": _(
        "Zalo reports an error that is not in its documents. Look at the account: "
        "is it there? Give the administrator the detail below."
    ),
    "zalo_too_many_calls": _("Zalo takes no more calls this minute."),
    "zalo_still_processing": _("Zalo is still processing the article."),
    "zalo_sending_failed": _("Zalo could not send it."),
    "zalo_media_failed": _(
        "Zalo could not fetch a picture from our portal; the article was not "
        "changed. Check that the portal can be opened from the internet."
    ),
    "zalo_too_many_articles": _(
        "Too many articles were posted since for all to be looked at. Look at the "
        "account: is it there?"
    ),
    "zalo_token_unknown": _(
        "Zalo no longer knows the article it was making. The program looks "
        "whether it is there before it makes it again."
    ),
    "zalo_quota_used": _(
        "The account has used up what its package allows; for more, buy a larger "
        "package at oa.zalo.me."
    ),
    "zalo_no_credit": _(
        "The account's Zalo Cloud wallet (ZCA) is missing or empty. Link or top it up."
    ),
    "zalo_night": _(
        "Zalo sends no broadcasts from 22:00 to 06:00. Send it after 06:00."
    ),
    "zalo_parameter_refused": _(
        "Zalo does not take something in this article; the detail names it. "
        "Change the story and send it again."
    ),
    "zalo_too_long": _(
        "A text of this article is too long for Zalo. Shorten the story and send "
        "it again."
    ),
    "zalo_cover_missing": _(
        "Zalo takes no article without a cover picture. Add a picture of at least "
        "800 × 800 pixels and send it again."
    ),
    "zalo_cover_too_small": _(
        "The cover picture is smaller than 800 pixels on one side, or much too "
        "long. Choose a larger one and send it again."
    ),
    "zalo_cover_refused": _(
        "Zalo does not take the cover or another picture of this story, or could "
        "not fetch it three times. Choose another picture, or see that the portal "
        "can be opened from the internet; then send it again."
    ),
    "zalo_picture_not_public": _(
        "A picture has no address that Zalo can fetch it from. Enter the portal's "
        "public address in this channel's connection and send it again."
    ),
    "zalo_picture_too_big": _(
        "A picture has more than 1 MB, the most Zalo takes. Choose a smaller one "
        "and send it again."
    ),
    "zalo_article_gone": _(
        "The article is not on Zalo any more: somebody removed it there. Press "
        "“Try again” to post it anew, or leave it."
    ),
    "zalo_attachment_expired": _(
        "What was attached has expired at Zalo. Choose the articles again and "
        "send anew."
    ),
    "zalo_recipient_refused": _(
        "Zalo does not let this recipient be written to: not a follower, not in "
        "touch for seven days, or has blocked it. Nothing to repeat."
    ),
    "zalo_broadcast_count": _(
        "A broadcast carries one to five articles. Choose again."
    ),
    "zalo_message_api_off": _(
        "Zalo has switched off this way of sending. Send the broadcast at "
        "oa.zalo.me and tell the makers of this program."
    ),
    "zalo_not_connected": _(
        "This account is not connected: its tokens are missing. Connect it."
    ),
    "zalo_key_garbled": _(
        "A key holds a character that cannot belong to it. Copy the app secret "
        "and the tokens again, without blanks, and save."
    ),
    "zalo_token_refused": _(
        "Zalo does not take our token, not even a new one. Connect the account again."
    ),
    "zalo_refresh_refused": _(
        "Zalo gives no new token: the refresh token is used up, too old (three "
        "months) or belongs to another app. See that no other program renews it, "
        "and connect the account again."
    ),
    "zalo_token_chain_broken": _(
        "Zalo's answer with the new tokens got lost, and the old ones work only "
        "once. Connect the account again; stories wait meanwhile."
    ),
    "zalo_wrong_oa": _(
        "These tokens belong to another Official Account than the one entered. "
        "Check the OA's number or connect with the right account."
    ),
    "zalo_oa_gone": _(
        "Zalo says that this Official Account does not exist any more or was "
        "locked. Look at oa.zalo.me; until then post by hand elsewhere."
    ),
    "zalo_app_inactive": _(
        "The app is not active at developers.zalo.me, or was removed. Activate it "
        "there, then connect the account again."
    ),
    "zalo_api_not_granted": _(
        "The app may not manage this account's articles. Ask for the right “Quản "
        "lý bài viết” at developers.zalo.me, then connect the account again."
    ),
    "zalo_api_not_granted_or_used_up": _(
        "The account may not use this API, or has used up what it may. Look at "
        "its rights and package at oa.zalo.me, then connect it again."
    ),
    "zalo_oa_unverified": _(
        "The Official Account is not verified, so Zalo keeps its API closed. Have "
        "it verified at oa.zalo.me; until then change this channel to posting by "
        "hand."
    ),
    "zalo_package_needed": _(
        "The account's package does not include the API. Buy one that does at "
        "oa.zalo.me, or change this channel to posting by hand."
    ),
    "zalo_oa_type_refused": _(
        "Zalo does not open this API to this type of account. Change this channel "
        "to posting by hand."
    ),
    "zalo_app_secret_wrong": _(
        "The app secret is wrong. Copy it again from developers.zalo.me and save."
    ),
    "zalo_standards_violated": _(
        "Zalo says that this breaks its standards and has stopped the account's "
        "API. Read its notice at oa.zalo.me before anything else is sent."
    ),
    "zalo_film_left_out": _(
        "The film does not go to Zalo; readers find it at the story's address."
    ),
    "zalo_token_ends_soon": _(
        "The connection ends within 14 days unless a story is sent or the account "
        "is connected again."
    ),
}
