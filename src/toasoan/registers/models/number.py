"""How people write the number and symbol of a document when they look for it."""

from toasoan.core.text import words


def ways_to_write(number: str) -> list[str]:
    """Return what else than its own words `number` is looked for by.

    "05/QĐ-UBND" is written with its zero (NĐ 30/2020/NĐ-CP, appendix I) and without,
    and with any of its marks left out: "5/QĐUBND", "05QĐ".
    """
    parts = words(number)
    found: list[str] = []
    for first in _zeros(parts[0]) if parts else ():
        written = [first, *parts[1:]]
        found.append(first)
        found += [
            "".join(written[start:end])
            for start in range(len(written))
            for end in range(start + 2, len(written) + 1)
        ]
    return list(dict.fromkeys(found))


def _zeros(part: str) -> list[str]:
    if not (part.isascii() and part.isdigit()):
        return [part]
    bare = part.lstrip("0") or "0"
    return [bare, bare.zfill(2)]
