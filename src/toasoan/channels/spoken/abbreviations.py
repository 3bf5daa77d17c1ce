"""The lexicon at work, and the abbreviations it does not know."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from toasoan.core.text import fold

AND = re.compile(r" ?& ?")
WORD = re.compile(r"[^\W\d_]+")
# A key may touch digits ("UBND5") but not letters, nor digits with its own.
LEFT = {"letter": r"(?<![^\W\d_])", "digit": r"(?<![^\W_])", "mark": ""}
RIGHT = {"letter": r"(?![^\W\d_])", "digit": r"(?![^\W_])", "mark": ""}
SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)


def say_abbreviations(text: str, words: Mapping[str, str]) -> str:
    """Return `text` with the abbreviations of `words` in full, longest first."""
    return _any_of(tuple(words)).sub(lambda match: words[match[0]], text)


def read_ampersands(text: str) -> str:
    """Return `text` with the "&" no abbreviation has used."""
    return AND.sub(" và ", text)


def capitals(text: str) -> list[str]:
    """Return the all-capital tokens of `text`, once each, headings left out."""
    found: dict[str, None] = {}
    for line in text.splitlines():
        tokens = WORD.findall(line)
        found |= dict.fromkeys(_odd(tokens))
    return list(found)


def _odd(tokens: list[str]) -> Iterable[str]:
    neighbours = zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
    for before, token, after in neighbours:
        shouted = _is_shouted(token)
        loud = _is_shouted(before) or _is_shouted(after) or len(tokens) == 1
        if len(token) > 1 and token.isupper() and not (shouted and loud):
            yield token


def _is_shouted(token: str) -> bool:
    """Tell a word in capitals (XÃ, BAN) from an abbreviation (CTV)."""
    return token.isupper() and SYLLABLE.fullmatch(fold(token)) is not None


@lru_cache(maxsize=64)
def _any_of(keys: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the longest key, grouped so that `re` skips quickly."""
    edges: dict[str, list[str]] = {}
    for key in sorted(filter(None, keys), key=len, reverse=True):
        edges.setdefault(_edge(key[0]), []).append(_ended(key))
    groups = [f"{LEFT[edge]}(?:{'|'.join(some)})" for edge, some in edges.items()]
    return re.compile("|".join(groups) or r"(?!)")


def _ended(key: str) -> str:
    return re.escape(key) + RIGHT[_edge(key[-1])]


def _edge(char: str) -> str:
    if char.isdecimal():
        return "digit"
    return "letter" if char.isalpha() else "mark"
