"""The demo's people and their passwords, made anew for each demo."""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from toasoan.organisations.actions import grant
from toasoan.organisations.models import Organisation, Role, User

# Without signs that look alike on a phone: i l o 0 1.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
FILE = "demo-accounts.txt"


@dataclass(frozen=True, kw_only=True)
class Account:
    """One made-up person; no roles means the administrator of the installation."""

    username: str
    last_name: str
    first_name: str
    roles: tuple[Role, ...] = ()
    password: str = ""


PEOPLE = (
    Account(
        username="bientap",
        last_name="Lò Thị",
        first_name="Hiên",
        roles=(Role.EDITOR,),
    ),
    Account(
        username="bientap2",
        last_name="Đặng Minh",
        first_name="Khoa",
        roles=(Role.EDITOR,),
    ),
    Account(
        username="lanhdao",
        last_name="Vàng Thị",
        first_name="Mẫu",
        roles=(Role.APPROVER,),
    ),
    Account(
        username="phatthanh",
        last_name="Hoàng Văn",
        first_name="Thiện",
        roles=(Role.ANNOUNCER,),
    ),
    Account(
        username="ketoan",
        last_name="Nông Thị",
        first_name="Hạt",
        roles=(Role.ACCOUNTANT,),
    ),
    Account(
        username="vanthu",
        last_name="Lò Văn",
        first_name="Toản",
        roles=(Role.SECRETARY,),
    ),
    Account(
        username="quantrixa",
        last_name="Tẩn A",
        first_name="Lềnh",
        roles=(Role.ADMINISTRATOR,),
    ),
    Account(username="quantri", last_name="Quản trị", first_name="hệ thống"),
)


def password() -> str:
    """Return a random password of 58 bits, in groups one can type on a phone."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def open_account(account: Account, organisation: Organisation, secret: str) -> User:
    """Make the person of `account` with their roles in `organisation`."""
    make = User.objects.create_user if account.roles else User.objects.create_superuser
    user = make(
        account.username,
        password=secret,
        last_name=account.last_name,
        first_name=account.first_name,
    )
    for role in account.roles:
        grant(user=user, organisation=organisation, role=role)
    return user


def keep(lines: Iterable[str]) -> None:
    """Write the accounts where only this machine's user reads them."""
    path().parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def kept() -> str | None:
    """Return what `keep` wrote; None when there is no finished demo."""
    return path().read_text(encoding="utf-8") if path().exists() else None


def path() -> Path:
    """Return where the accounts are kept; it is written when the demo is complete."""
    return Path(settings.VAR, FILE)
