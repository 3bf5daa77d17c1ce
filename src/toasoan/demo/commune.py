"""The demo's commune: who it is, its units, its channels and its plan."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from toasoan.channels.models import Channel, Medium
from toasoan.organisations.models import Organisation, User
from toasoan.planning.actions import confirm_plan
from toasoan.planning.confirmation import ConfirmedGroup
from toasoan.planning.matching import propose
from toasoan.planning.models import Plan
from toasoan.planning.reader import read_document, read_plan
from toasoan.stories.actions import found_newsroom
from toasoan.stories.models import HomePage

from .plan_document import plan_docx

CODE = "ban-mau"
PLAN_FILE = "ke-hoach-chuyen-muc.docx"
VILLAGES = (
    "Nậm Mẫu",
    "Bản Trang",
    "Làng Chiềng",
    "Cốc Sâm",
    "Suối Vàng",
    "Khe Đá",
    "Pom Lót",
)
UNITS = (
    (Organisation.Kind.OFFICE, "ban-tuyen-van", "Ban Tuyên vận Đảng ủy"),
    (Organisation.Kind.OFFICE, "van-phong", "Văn phòng HĐND và UBND xã"),
    (Organisation.Kind.MASS_ORGANISATION, "mat-tran", "Ủy ban MTTQ xã"),
    (Organisation.Kind.MASS_ORGANISATION, "phu-nu", "Hội Liên hiệp Phụ nữ xã"),
    (Organisation.Kind.MASS_ORGANISATION, "doan", "Đoàn Thanh niên xã"),
    (Organisation.Kind.MASS_ORGANISATION, "nong-dan", "Hội Nông dân xã"),
)
WELCOME = (
    "<p>Tin việc làng, việc xã: lịch họp, lịch tiêm, giá chợ, người tốt việc tốt. "
    "Đây là xã trình diễn: tên người, tên đất và số liệu đều không có thật.</p>"
)


@dataclass(frozen=True)
class Outlet:
    """A channel of the demo, and the plan's group that means it, if any."""

    name: str
    medium: Medium
    kind: str
    whose: str


OUTLETS = (
    Outlet("Trang thông tin điện tử xã", Medium.PORTAL, "portal", "commune"),
    Outlet("Fanpage Nhịp sống Bản Mẫu", Medium.FACEBOOK, "fake", "commune"),
    Outlet(
        "Fanpage MTTQ và các đoàn thể", Medium.FACEBOOK, "fake", "mass_organisations"
    ),
    Outlet("Loa truyền thanh xã, thôn", Medium.LOUDSPEAKER, "handed", "commune"),
    Outlet("Nhóm Zalo các trưởng thôn", Medium.ZALO, "handed", "village"),
)


def found_commune() -> Organisation:
    """Make the commune with its identity block and its units."""
    commune = Organisation.objects.create(
        kind=Organisation.Kind.COMMUNE,
        code=CODE,
        name="Xã Bản Mẫu",
        short_name="Bản Mẫu",
        managing_body="Ủy ban nhân dân xã Bản Mẫu",
        superior_body="Ủy ban nhân dân tỉnh Mẫu Sơn",
        responsible_person="Ông Nguyễn Văn Mẫu, Chủ tịch UBND xã",
        address="Thôn Nậm Mẫu, xã Bản Mẫu, tỉnh Mẫu Sơn",
        telephone="0200 000 100",
        email="banbientap@banmau.example",
    )
    villages = (
        (Organisation.Kind.VILLAGE, f"thon-{place}", f"Thôn {name}")
        for place, name in enumerate(VILLAGES, 1)
    )
    for kind, code, name in (*UNITS, *villages):
        Organisation.objects.create(
            kind=kind, code=f"{CODE}-{code}", name=name, parent=commune
        )
    return commune


def open_site(commune: Organisation, port: int) -> HomePage:
    """Give the commune its site on this machine."""
    home = found_newsroom(organisation=commune, hostname="localhost", port=port)
    home.welcome = WELCOME
    home.save_revision().publish()
    return home


def open_channels(commune: Organisation, since: date) -> dict[Outlet, Channel]:
    """Open the demo's channels, in use `since` the demo's first day."""
    return {
        outlet: Channel.objects.create(
            organisation=commune,
            name=outlet.name,
            medium=outlet.medium,
            kind=outlet.kind,
            whose=outlet.whose,
            position=place,
            opened_on=since,
        )
        for place, outlet in enumerate(OUTLETS, 1)
    }


def confirm_example_plan(
    commune: Organisation, channels: dict[Outlet, Channel], by: User, now: datetime
) -> Plan:
    """Read the example plan of this year from its document and confirm it."""
    day = commune.local_day(now)
    text = read_document(plan_docx(day.year), PLAN_FILE)
    proposal = propose(
        read_plan(text), commune, text=text, day=day, file_name=PLAN_FILE
    )
    groups = tuple(_meant(group, channels) for group in proposal.groups)
    return confirm_plan(
        organisation=commune,
        plan=replace(proposal, groups=groups),
        by=by,
        now=now - timedelta(minutes=5),
    )


def _meant(group: ConfirmedGroup, channels: dict[Outlet, Channel]) -> ConfirmedGroup:
    """Return `group` with the demo's channels it stands for."""
    known = tuple(
        channel.pk
        for outlet, channel in channels.items()
        if outlet.medium == group.kind and outlet.whose in group.whose
    )
    return replace(group, channel_ids=known, new=()) if known else group
