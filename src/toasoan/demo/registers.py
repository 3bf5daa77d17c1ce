"""The demo's registers: made-up documents, the monthly conferences, exemplars."""

from datetime import date, datetime, time, timedelta

from toasoan.organisations.models import Organisation
from toasoan.registers.models import DirectiveDocument, Event, Exemplar, Replacement
from toasoan.stories.models import ColumnPage

# Kind, number, issuer, level, days ago, what it is about, signer.
DOCUMENTS = (
    (
        "ke-hoach",
        "21-KH/ĐU",
        "Đảng ủy xã Bản Mẫu",
        "commune",
        330,
        "Tổ chức hội nghị báo cáo viên, tuyên vận hằng tháng",
        "Lò Văn Mẫu",
    ),
    (
        "ke-hoach",
        "34-KH/ĐU",
        "Đảng ủy xã Bản Mẫu",
        "commune",
        40,
        "Tổ chức hội nghị báo cáo viên, tuyên vận hằng tháng (bổ sung)",
        "Lò Văn Mẫu",
    ),
    (
        "quyet-dinh",
        "115/QĐ-UBND",
        "UBND xã Bản Mẫu",
        "commune",
        62,
        "Ban hành lịch tiếp công dân của Chủ tịch UBND xã",
        "Nguyễn Văn Mẫu",
    ),
    (
        "thong-bao",
        "88/TB-UBND",
        "UBND xã Bản Mẫu",
        "commune",
        12,
        "Lịch tiêm phòng gia súc đợt cuối năm ở bảy thôn",
        "Nguyễn Văn Mẫu",
    ),
    (
        "huong-dan",
        "07-HD/BTGDV",
        "Ban Tuyên giáo và Dân vận Tỉnh ủy Mẫu Sơn",
        "province",
        18,
        "Nội dung sinh hoạt báo cáo viên trong tháng",
        "Hoàng Thị Mẫu",
    ),
    (
        "cong-van",
        "1204/SNNMT-TTBVTV",
        "Sở Nông nghiệp và Môi trường tỉnh Mẫu Sơn",
        "province",
        6,
        "Phòng rét cho đàn trâu, bò và cây vụ đông",
        "Vũ Văn Mẫu",
    ),
)
FOR_THE_CONFERENCE = ("07-HD/BTGDV", "1204/SNNMT-TTBVTV")
REPLACES = ("34-KH/ĐU", "21-KH/ĐU")
AGENDA = (
    "1. Thông báo tình hình trong tháng.\n"
    "2. Hướng dẫn nội dung tuyên truyền tháng tới.\n"
    "3. Trao đổi, giải đáp ý kiến từ các thôn."
)
THURSDAY = 3
# Kind, title, day of the month, hours, place, audience, how often.
EVENTS = (
    (
        "bao-cao-vien",
        "Hội nghị báo cáo viên hằng tháng",
        25,
        (8, 11),
        "Hội trường UBND xã",
        "Báo cáo viên, bí thư các chi bộ",
        Event.Recurrence.MONTHLY,
    ),
    (
        "tuyen-van",
        "Hội nghị tuyên vận hằng tháng",
        28,
        (14, 16),
        "Phòng họp Đảng ủy xã",
        "Ban Tuyên vận, MTTQ và các đoàn thể",
        Event.Recurrence.MONTHLY,
    ),
    (
        "tiep-dan",
        "Chủ tịch UBND xã tiếp công dân",
        8,
        (8, 11),
        "Phòng tiếp công dân",
        "",
        Event.Recurrence.WEEKLY,
    ),
)
# Kind, name, area, what they did, recognition.
EXEMPLARS = (
    (
        "mo-hinh",
        "Đoạn đường hoa tự quản thôn Cốc Sâm",
        "Nông thôn mới",
        (
            "Hai mươi sáu hộ chia nhau chăm 800 m đường hoa, mỗi sáng thứ Bảy cùng dọn "
            "vệ sinh. Hội Phụ nữ thôn giữ sổ phân công, ai bận thì đổi buổi cho nhau."
        ),
        "UBND xã khen tại hội nghị sơ kết sáu tháng",
    ),
    (
        "tap-the",
        "Tổ công nghệ số cộng đồng thôn Suối Vàng",
        "Chuyển đổi số",
        (
            "Tổ tám người đến từng nhà hướng dẫn nộp hồ sơ trực tuyến và đặt lịch khám "
            "bệnh trên điện thoại; mỗi tháng có hai buổi trực ở nhà văn hóa thôn."
        ),
        "",
    ),
    (
        "sang-kien",
        "Tủ sách chung ở nhà văn hóa thôn Khe Đá",
        "Học tập",
        (
            "Đoàn Thanh niên gom sách cũ, đóng tủ từ gỗ tận dụng; trẻ mượn sách tự ghi "
            "vào sổ, cuối tháng cùng kể lại quyển mình thích."
        ),
        "Đoàn xã nhân ra bốn thôn khác",
    ),
)


def fill_registers(commune: Organisation, now: datetime) -> None:
    """Fill the three registers of the demo as of `now`."""
    today = commune.local_day(now)
    columns = list(ColumnPage.objects.filter(organisation=commune).order_by("path"))
    _fill_documents(commune, columns, today)
    _fill_calendar(commune, columns, today)
    for kind, name, area, deed, recognition in EXEMPLARS:
        Exemplar.objects.create(
            organisation=commune,
            kind=kind,
            name=name,
            area=area,
            year=today.year,
            deed=deed,
            recognition=recognition,
            consent=Exemplar.Consent.NOBODY,
            public=True,
        )


def _fill_documents(
    commune: Organisation, columns: list[ColumnPage], today: date
) -> None:
    made = {}
    for kind, number, issuer, level, ago, abstract, signer in DOCUMENTS:
        made[number] = DirectiveDocument.objects.create(
            organisation=commune,
            kind=kind,
            number=number,
            issuer=issuer,
            level=level,
            issued_on=today - timedelta(days=ago),
            abstract=abstract,
            signer=signer,
            column=columns[0] if columns else None,
            conference_month=today if number in FOR_THE_CONFERENCE else None,
            public=True,
        )
    new, old = REPLACES
    Replacement.objects.create(document=made[new], replaced=made[old])


def _fill_calendar(
    commune: Organisation, columns: list[ColumnPage], today: date
) -> None:
    """Begin each series two months back, so that the past has its pages too."""
    begun = (today.replace(day=1) - timedelta(days=35)).replace(day=1)
    for kind, title, day, hours, place, audience, recurrence in EVENTS:
        first = begun.replace(day=day)
        if recurrence == Event.Recurrence.WEEKLY:
            first -= timedelta(days=first.weekday() - THURSDAY)
        begins, ends = (
            datetime.combine(first, time(hour), commune.zone) for hour in hours
        )
        Event.objects.create(
            organisation=commune,
            kind=kind,
            title=title,
            starts_at=begins,
            ends_at=ends,
            place=place,
            audience=audience,
            agenda=AGENDA if audience else "",
            contact="Văn phòng HĐND và UBND xã, 0200 000 100",
            recurrence=recurrence,
            column=columns[0] if columns else None,
            public=True,
        )
