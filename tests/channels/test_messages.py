"""What the screens say of codes."""

import re

import pytest

from toasoan.channels.messages import ERRORS, adapters_words

WORDS = {code: str(text) for code, text in ERRORS.items()} | adapters_words()
PROMISE = re.compile(r"tried again|by itself|goes on|will be|begins again")


@pytest.mark.parametrize("code", sorted(WORDS))
def test_code_does_not_promise_what_only_its_row_knows(code):
    assert PROMISE.findall(WORDS[code]) == []
