"""The end of a document: who receives it and who signed."""

import re
from dataclasses import dataclass, field, replace

from toasoan.planning.reader.calm import calm
from toasoan.planning.reader.draft import Passage, Signer
from toasoan.planning.reader.lines import Line

RECIPIENTS = re.compile(r"(?:noi nhan|kinh gui)\s*:?\s*")
FOR = re.compile(r"(?P<how>T/M|TM|K/T|KT|T/L|TL|TUQ)\b\.?\s*(?P<body>.*)")
ROLE = re.compile(
    r"(?:pho |quyen |q\. ?)?(?:chu tich|bi thu|truong ban|truong phong|giam doc"
    r"|chanh van phong|uy vien|thuong truc|truong)\b"
)
BOTH = re.compile(r"(?P<body>.*?)\s+(?P<role>(?:PHÓ )?(?:CHỦ TỊCH|BÍ THƯ))$")
SIGNED = re.compile(r"\W*(?:da ky|ky ten|ky, ?dong dau|ky va dong dau)")
NAME = re.compile(
    r"(?:(?:[A-ZĐ][A-ZĐa-z]{0,3}\.\s?)*)?[A-ZÀ-ỸĐ][^\W\d_]*(?: [A-ZÀ-ỸĐ][^\W\d_]*){1,5}"
)
ENDS = " ,;."


@dataclass(slots=True)
class Tail:
    """What the end of a document said so far."""

    recipients: list[Passage] = field(default_factory=list)
    signer: Signer = field(default_factory=Signer)
    unread: list[Line] = field(default_factory=list)
    signing: bool = False


def starts_tail(line: Line) -> bool:
    """Tell whether a line opens the end of a document."""
    return bool(RECIPIENTS.match(line.plain) or for_body(line))


def for_body(line: Line) -> re.Match[str] | None:
    """Return the match of "T/M ĐẢNG ỦY", if a line is such a one."""
    found = FOR.match(line.text)
    return found if found and found["body"].isupper() and not line.mark else None


def read_tail(lines: list[Line]) -> Tail:
    """Return recipients, signer and what is neither."""
    tail = Tail()
    for line in lines:
        begins = RECIPIENTS.match(line.plain)
        if begins:
            tail.signing = False
            add_recipients(line.cut(begins.end()), tail)
        elif for_body(line) or (line.text.isupper() and ROLE.match(line.plain)):
            tail.signing = True
            add_office(line, tail)
        elif tail.signing and not line.mark:
            add_name(line, tail)
        else:
            tail.signing = tail.signing and line.mark is None
            add_recipients(line, tail)
    return tail


def add_recipients(line: Line, tail: Tail) -> None:
    """Add the recipients of a line: one, or several between semicolons."""
    for text in re.split(r";\s+(?=-|[A-ZÀ-ỸĐ])", line.text):
        name = text.strip("- " + ENDS)
        if name:
            tail.recipients.append(Passage(name, line.number))


def add_office(line: Line, tail: Tail) -> None:
    """Add the body signed for, or the office of who signed."""
    found = for_body(line)
    line_number = tail.signer.line or line.number
    if not found:
        tail.signer = replace(
            tail.signer, role=tail.signer.role or calm(line.text), line=line_number
        )
        return
    body, role = found["body"], None
    both = BOTH.match(body)
    if both:
        body, role = both["body"], calm(both["role"])
    tail.signer = replace(
        tail.signer,
        on_behalf_of=tail.signer.on_behalf_of or calm(body.strip(ENDS)),
        role=tail.signer.role or role,
        line=line_number,
    )


def add_name(line: Line, tail: Tail) -> None:
    """Add the name of who signed; a stamp says nothing, the rest is not ours."""
    if SIGNED.match(line.plain):
        return
    if tail.signer.name is None and NAME.fullmatch(line.text):
        tail.signer = replace(tail.signer, name=line.text)
    elif line.text.isupper() and tail.signer.role is None:
        tail.signer = replace(tail.signer, role=calm(line.text))
    else:
        tail.unread.append(line)
