"""Entries of the three registers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from toasoan.registers.models import (
    DirectiveDocument,
    DocumentFile,
    Event,
    Exemplar,
    ExemplarStory,
    Replacement,
)
from toasoan.stories.actions import folder_of
from toasoan.stories.models import File

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def document(room, number="12-KH/ĐU", **kwargs):
    given = {
        "kind": "ke-hoach",
        "issued_on": date(2026, 11, 5),
        "issuer": f"Đảng ủy xã {room.marker}",
        "abstract": f"Tuyên truyền chuyển đổi số {room.marker}",
        "public": True,
        **kwargs,
    }
    return DirectiveDocument.objects.create(
        organisation=room.organisation, number=number, **given
    )


def replace(new, old):
    return Replacement.objects.create(document=new, replaced=old)


def file(room, name="van-ban.pdf"):
    return File.objects.create(
        title=f"Tệp {room.marker}",
        file=ContentFile(b"%PDF-1.4", name=name),
        collection=folder_of(room.organisation),
    )


def attach(entry, one):
    return DocumentFile.objects.create(document=entry, file=one)


def event(room, title="Hội nghị báo cáo viên", **kwargs):
    given = {
        "kind": "bao-cao-vien",
        "starts_at": local(2026, 11, 20, 8),
        "place": f"Hội trường {room.marker}",
        "public": True,
        **kwargs,
    }
    return Event.objects.create(
        organisation=room.organisation, title=f"{title} {room.marker}", **given
    )


def exemplar(room, name="Mô hình tự quản đường thôn", **kwargs):
    given = {
        "kind": "mo-hinh",
        "year": 2026,
        "deed": f"Mỗi nhà quét một đoạn đường ở {room.marker}.",
        "consent": "nobody",
        "public": True,
        **kwargs,
    }
    return Exemplar.objects.create(
        organisation=room.organisation, name=f"{name} {room.marker}", **given
    )


def tell(one, story):
    return ExemplarStory.objects.create(exemplar=one, story=story)


def local(year, month, day, hour=8, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)
