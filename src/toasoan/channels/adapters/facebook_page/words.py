"""What the codes of a Facebook Page mean and what to do; the screens translate it."""

from toasoan.channels.adapters.base import gettext_noop as _

WORDS = {
    "facebook_maybe_posted": _(
        "Facebook did not say whether it was posted. The page is looked at before "
        "anything is sent again; you may look too."
    ),
    "facebook_duplicate": _(
        "Facebook says the same was posted just now. Look at the page: is it there?"
    ),
    "facebook_already_posted": _(
        "Facebook says these photos were posted already. Look at the page: is it there?"
    ),
    "facebook_film_missing": _(
        "The video was sent, but Facebook does not show it. Look at the page: is "
        "it there?"
    ),
    "facebook_no_answer": _("Facebook gave no clear answer."),
    "facebook_unreachable": _(
        "Facebook cannot be reached. Check the network if it stays so."
    ),
    "facebook_upload_broken": _("The upload of the video was cut off."),
    "facebook_near_limit": _(
        "The page has nearly used up what Facebook allows for now."
    ),
    "facebook_rate_limit": _("Facebook allows no more calls for now."),
    "facebook_posting_too_fast": _(
        "Facebook finds that the page posts too fast. Spread the stories over the day."
    ),
    "facebook_blocked_for_policy": _(
        "Facebook has blocked this action for now. Open the page's Quality tab "
        "and read why."
    ),
    "facebook_too_many_posts": _(
        "Too many posts on the page since then to look at all of them. Look at "
        "the page yourself: is it there?"
    ),
    "facebook_token_dead": _(
        "Facebook does not accept the key of this page any more. Get a new page "
        "key and connect the channel again."
    ),
    "facebook_token_expired": _(
        "The key of this page has expired. Get a new page key from a long-lived "
        "one and connect the channel again."
    ),
    "facebook_app_removed": _(
        "The person who connected this page has removed the app on Facebook. "
        "Allow the app again and connect the channel again."
    ),
    "facebook_checkpoint": _(
        "Facebook wants the person who connected this page to log in and confirm "
        "something. Do that on facebook.com, then connect the channel again."
    ),
    "facebook_password_changed": _(
        "The password of the person who connected this page was changed, so the "
        "key died. Get a new page key and connect the channel again."
    ),
    "facebook_no_role": _(
        "The person who connected this page has no role on it any more. Give the "
        "role back, or connect with another administrator."
    ),
    "facebook_permission_missing": _(
        "The key lacks a permission that Facebook wants for this. Get a page key "
        "with all the permissions named in the guide and connect again."
    ),
    "facebook_scopes_missing": _(
        "The key may not post on the page: a permission is missing. Get a page "
        "key with the permissions named below and connect again."
    ),
    "facebook_not_a_page_token": _(
        "This is not the key of a page but of a person or a system. Follow the "
        "guide's last step to get the key of the page."
    ),
    "facebook_other_page": _(
        "This key belongs to another page. Check the page number, or take the key "
        "of the right page."
    ),
    "facebook_other_app": _(
        "This key was made with another app. Enter the number and the secret of "
        "the app that made it."
    ),
    "facebook_app_keys_wrong": _(
        "The number or the secret of the app is wrong. Copy both again from the "
        "app's basic settings."
    ),
    "facebook_page_authorization": _(
        "Facebook wants this page's administrators to complete the publishing "
        "authorization. Do that on Facebook, then connect the channel again."
    ),
    "facebook_confirm_identity": _(
        "Facebook wants a person to confirm their identity before this page may "
        "post. Do that on Facebook, then connect the channel again."
    ),
    "facebook_abusive": _(
        "Facebook refuses something in it that others have reported as abusive. "
        "Look at the link and the words, change them and send again."
    ),
    "facebook_standards": _(
        "Facebook finds that it breaks its Community Standards. Change the "
        "story's words or pictures and send again."
    ),
    "facebook_empty_post": _(
        "Facebook says the post is empty. Write the text and send again."
    ),
    "facebook_bad_link": _(
        "Facebook does not accept the address of the story. Check the address of "
        "the portal, then send again."
    ),
    "facebook_link_unreadable": _(
        "Facebook could not read the page at the story's address. Check that it "
        "opens from outside, then send again."
    ),
    "facebook_own_link": _(
        "Links to facebook.com cannot be posted this way. Take the link out and "
        "send again."
    ),
    "facebook_picture_refused": _(
        "Facebook could not read a picture. Replace the picture and send again."
    ),
    "facebook_picture_too_big": _(
        "A picture is too big for Facebook, or of a kind it does not take. "
        "Replace the picture and send again."
    ),
    "facebook_film_refused": _(
        "Facebook cannot use this video. Save it as MP4 (H.264, AAC), put it in "
        "again and send again."
    ),
    "facebook_file_unreadable": _(
        "A picture or video of the story cannot be read on this machine. Put the "
        "file in again and send again."
    ),
    "facebook_gone": _(
        "The post is not on the page any more, or cannot be seen with this key. "
        "Look at the page; post it again if it should be there."
    ),
    "facebook_change_by_hand": _(
        "Facebook does not let the program change or delete this post: it was posted "
        "in another way, or the key lacks a permission. Do it on the page by hand."
    ),
    "facebook_bad_parameter": _(
        "Facebook refuses something in the post. Read its answer below, change "
        "the story and send again."
    ),
    "facebook_refused": _(
        "Facebook refused it for a reason we do not know. Read its answer below; "
        "tell the administrator if it stays so."
    ),
    "facebook_film_alone": _(
        "On Facebook the video goes alone: the pictures of the story are not "
        "posted with it."
    ),
    "facebook_token_short_lived": _(
        "This key dies within two days: it was made from a short-lived one. "
        "Follow the guide to get one that lasts."
    ),
    "facebook_no_insights": _(
        "The key may not read figures (read_insights): views and clicks stay unknown."
    ),
    "facebook_no_films": _("The key may not post videos (publish_video)."),
}
