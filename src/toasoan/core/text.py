"""Vietnamese text: one normal form, folding for matching, slugs."""

import re
import unicodedata

BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f\u3000\ufeff]+")
NOT_WORD = re.compile(r"[^a-z0-9]+")
WORD = re.compile(r"[^\W_]+")
# Parts a text's title from the rest in what `findable` returns.
TITLE_END = "¶"


def nfc(text: str) -> str:
    """Return `text` in the one form we store (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def storable(text: str, most: int) -> str:
    """Return `text` as any database keeps it: without NUL, `most` letters of it."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")[:most]


def squeeze(text: str) -> str:
    """Return `text` in NFC with runs of blanks made one space, ends trimmed."""
    return BLANKS.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """Return `text` without diacritics and case, for matching only.

    Old and new tone places ("hoà", "hòa") fold alike, and so does đ, which Unicode
    does not decompose. Never show or store the result as somebody's text.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return BLANKS.sub(" ", bare.replace("đ", "d")).strip()


def words(text: str) -> list[str]:
    """Return the words of `text`, NFC and without case; marks and signs part them."""
    return WORD.findall(nfc(nfc(text).casefold()))


def spelled(text: str) -> str:
    """Return the words of `text` with their diacritics, one blank apart.

    The tone stands last in each word, so that old and new tone places ("hoà", "hòa")
    are spelled alike. For matching only.
    """
    return " ".join(_tone_last(word) for word in words(text))


def folded_words(text: str) -> str:
    """Return the words of `text` without diacritics, one blank apart."""
    return fold(" ".join(words(text)))


def findable(title: str, rest: str) -> str:
    """Return what is searched: title then rest, each spelled and folded.

    Every word has a blank on both sides, so " cầu " in it is a whole word.
    """
    shown = [spelled(title), folded_words(title), TITLE_END]
    return " ".join(["", *shown, spelled(rest), folded_words(rest), ""])


def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in decomposed if char in TONES)
    bare = "".join(char for char in decomposed if char not in TONES)
    return nfc(nfc(bare) + tones)


def slug(text: str, *, limit: int = 80) -> str:
    """Return an address part of ASCII words, cut at a word within `limit`."""
    words = NOT_WORD.sub("-", fold(text)).strip("-")
    if len(words) <= limit:
        return words
    return words[: limit + 1].rsplit("-", 1)[0][:limit]


def syllables(text: str) -> int:
    """Count spoken syllables: written Vietnamese parts them by blanks."""
    return len(text.split())


ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a sort key in Vietnamese order: letters first, tones second."""
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(text).casefold():
        base = unicodedata.normalize("NFD", char)
        tone = next((c for c in base if c in TONES), "")
        letter = nfc(base.replace(tone, "")) if tone else char
        place = ALPHABET.find(letter)
        letters.append(place + 1000 if place >= 0 else ord(letter[0]) % 1000)
        tones.append(TONES.find(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones)
