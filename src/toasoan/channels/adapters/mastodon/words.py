"""What Mastodon's codes mean and what to do; the screens translate it."""

from toasoan.channels.adapters.base import gettext_noop as _

WORDS = {
    "mastodon_maybe_posted": _(
        "The Mastodon server did not say whether it was posted. The account is looked "
        "at before anything is sent again; you may look too."
    ),
    "mastodon_no_answer": _("The Mastodon server gave no clear answer."),
    "mastodon_unreachable": _(
        "The Mastodon server cannot be reached. Check the network if it stays so."
    ),
    "mastodon_rate_limit": _("The Mastodon server allows no more calls for now."),
    "mastodon_too_many_posts": _(
        "Too many posts of the account since then to look at all of them. Look "
        "yourself: is it there?"
    ),
    "mastodon_token_dead": _(
        "The Mastodon server does not know our key any more. Make a new one under "
        "Development and connect the channel again."
    ),
    "mastodon_not_allowed": _(
        "The key may not do this, or the account is restricted. Look at the account, "
        "make a key with the permissions of the guide and connect again."
    ),
    "mastodon_refused": _(
        "The Mastodon server refuses this post. Read its answer below, change the "
        "story and send again."
    ),
    "mastodon_picture_refused": _(
        "The Mastodon server does not take a picture. Replace the picture and send "
        "again."
    ),
    "mastodon_file_unreadable": _(
        "A picture of the story cannot be read on this machine. Put the file in "
        "again and send again."
    ),
    "mastodon_gone": _(
        "The post is not on the account any more. Look there; post it again if it "
        "should be there."
    ),
    "mastodon_cut": _(
        "The text is longer than the 500 characters of Mastodon: it is cut, and the "
        "story's address leads to the rest."
    ),
    "mastodon_no_film": _("The video does not go to Mastodon; the address does."),
}
