"""Web and e-mail addresses, which no listener can write down."""

import re
from collections.abc import Mapping

PAGE = "địa chỉ trên cổng thông tin"
MAIL = "địa chỉ thư điện tử trên cổng thông tin"

NAMED = r"(?:\bđịa chỉ )?(?:\b(?:thư điện tử|e-?mail|trang web|website|web|link):? )?"
DOMAIN = r"(?:[a-z0-9-]{1,64}\.){1,6}(?:vn|com|net|org|info|edu|gov|me|page)\b"
ADDRESS = re.compile(
    rf"{NAMED}(?P<address>(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}})+"
    rf"|(?:https?://|www\.)[^\s<>\"”)]*[^\s<>\"”).,;:!?]"
    rf"|(?<![\w.@-]){DOMAIN}(?:/[^\s<>\"”)]*[^\s<>\"”).,;:!?])?)",
    re.IGNORECASE,
)
SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)


def read_addresses(text: str, words: Mapping[str, str]) -> str:
    """Return `text` with addresses pointed to; the lexicon may say one aloud."""

    def read(match: re.Match[str]) -> str:
        bare = SCHEME.sub("", match["address"]).rstrip("/")
        return words.get(bare) or (MAIL if "@" in bare else PAGE)

    return ADDRESS.sub(read, text)
