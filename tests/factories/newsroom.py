"""A whole newsroom: people of every role, a plan, a column, four channels."""

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Site

from toasoan.channels.models import Channel
from toasoan.organisations.actions import grant
from toasoan.organisations.models import Organisation, Role, User
from toasoan.planning.models import Assignment, Cadence, Plan
from toasoan.stories.actions import (
    approve,
    folder_of,
    found_newsroom,
    open_column,
    submit,
)
from toasoan.stories.models import ColumnPage, Credit, HomePage, Picture, StoryPage

PASSWORD = "mật khẩu của bài kiểm thử"


@dataclass
class Newsroom:
    """Everything a test may want of one commune. `marker` is in every name."""

    organisation: Organisation
    home: HomePage
    column: ColumnPage
    plan: Plan
    portal: Channel
    fanpage: Channel
    zalo: Channel
    loudspeaker: Channel
    marker: str
    people: dict[Role, User] = field(default_factory=dict)

    @property
    def editor(self) -> User:
        return self.people[Role.EDITOR]

    @property
    def approver(self) -> User:
        return self.people[Role.APPROVER]

    @property
    def administrator(self) -> User:
        return self.people[Role.ADMINISTRATOR]


def commune(code, name, marker="BẢN-MẪU"):
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.COMMUNE,
        code=code,
        name=name,
        managing_body=f"Ủy ban nhân dân {name}",
        superior_body="UBND tỉnh Mẫu Sơn",
        responsible_person="Nguyễn Văn Mẫu, Chủ tịch UBND xã",
        address=f"Thôn Trung Tâm {marker}",
        telephone="0200 000 001",
        email=f"{code}@example.vn",
    )
    home = found_newsroom(organisation=organisation, hostname=f"{code}.localhost")
    column = open_column(
        organisation=organisation,
        name=f"Đời sống thôn bản {marker}",
        topics=[f"Việc làng {marker}", f"Mô hình hay {marker}"],
    )
    channels = [
        channel(organisation, f"Cổng TTĐT {marker}", "portal", "portal", 1),
        channel(organisation, f"Trang Điểm sáng {marker}", "facebook", "fake", 2),
        channel(organisation, f"Nhóm Zalo {marker}", "zalo", "handed", 3),
        channel(organisation, f"Loa truyền thanh {marker}", "loudspeaker", "handed", 4),
    ]
    plan = plan_of(organisation, column, channels, marker)
    room = Newsroom(organisation, home, column, plan, *channels, marker=marker)
    for role in Role:
        user = person(f"{code}-{role}", last_name=marker)
        grant(user=user, organisation=organisation, role=role)
        room.people[role] = user
    return room


def founded(code, name):
    """A commune that has its site and nothing else."""
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.COMMUNE, code=code, name=name
    )
    found_newsroom(organisation=organisation, hostname=f"{code}.localhost")
    return organisation


def person(username, **kwargs):
    return User.objects.create_user(username, password=PASSWORD, **kwargs)


def installer():
    return User.objects.create_superuser("quan-tri", password=PASSWORD)


def channel(organisation, name, medium, kind, position=0, **kwargs):
    return Channel.objects.create(
        organisation=organisation,
        name=name,
        medium=medium,
        kind=kind,
        position=position,
        **kwargs,
    )


def bare(code, name):
    """A commune that was just founded: people of every role, nothing else."""
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.COMMUNE, code=code, name=name
    )
    found_newsroom(organisation=organisation, hostname=f"{code}.localhost")
    people = {}
    for role in Role:
        people[role] = person(f"{code}-{role}", last_name=str(role))
        grant(user=people[role], organisation=organisation, role=role)
    return organisation, people


def plan_of(organisation, column, channels, marker="", year=2026):
    plan = Plan.objects.create(
        organisation=organisation,
        title=f"Kế hoạch chuyên mục {marker}",
        year=year,
        valid_from=date(year, 1, 1),
        valid_until=date(year, 12, 31),
        text=f"KẾ HOẠCH {marker}",
    )
    for one in channels:
        Cadence.objects.create(
            organisation=organisation,
            plan=plan,
            column=column,
            channel=one,
            period=Cadence.Period.DAY,
            text="Hằng ngày",
        )
    Assignment.objects.create(
        organisation=organisation,
        plan=plan,
        unit=f"Ban Tuyên vận {marker}",
        role=Assignment.Role.LEAD,
        task=f"Chủ trì viết tin {marker}",
        due_on=date(year, 3, 31),
    )
    return plan


def picture(organisation, title="Ảnh", consent=Picture.Consent.PUBLIC, size=(64, 48)):
    data = io.BytesIO()
    Image.new("RGB", size, "teal").save(data, "JPEG")
    data.seek(0)
    return Picture.objects.create(
        title=title,
        file=ImageFile(data, name=f"{title}.jpg"),
        consent=consent,
        collection=folder_of(organisation),
    )


def draft(room, title=None, **kwargs):
    """A story an editor has begun; nobody has seen it yet."""
    story = StoryPage(
        title=title or f"Sửa xong cầu {room.marker}",
        lead=kwargs.pop("lead", f"Cầu qua suối {room.marker} đi lại được từ hôm nay."),
        owner=kwargs.pop("owner", room.editor),
        organisation=room.organisation,
        live=False,
        **kwargs,
    )
    story.credits = [
        Credit(name="Lò Thị Mẫu", share=Decimal(100), organisation=room.organisation)
    ]
    room.column.add_child(instance=story)
    story.save_revision(user=story.owner)
    return story


def submitted(room, title=None, **kwargs):
    """A story that waits for the leader."""
    story = draft(room, title, **kwargs)
    submit(story=story, by=story.owner)
    return StoryPage.objects.get(pk=story.pk)


def published(room, title=None, **kwargs):
    """A story that went through approval and is on the portal."""
    story = submitted(room, title, **kwargs)
    approve(story=story, by=room.approver)
    return StoryPage.objects.get(pk=story.pk)


def site_of(room):
    return Site.objects.get(root_page=room.home)


def moment(year=2026, month=11, day=20, hour=9, minute=0):
    """An aware moment, given in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
