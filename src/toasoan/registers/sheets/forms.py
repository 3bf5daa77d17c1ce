"""Which columns a sheet of each register has."""

from collections.abc import Callable
from dataclasses import dataclass

from toasoan.core.text import fold
from toasoan.organisations.models import Organisation
from toasoan.registers.models import DirectiveDocument, Entry, Event, Exemplar
from toasoan.stories.models import ColumnPage

from .values import (
    Read,
    as_day,
    as_moment,
    as_month,
    as_text,
    as_year,
    as_yes,
    one_of,
)


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet: the field it fills, its heads (first ours), an example."""

    field: str
    heads: tuple[str, ...]
    read: Read
    example: str = ""
    needed: bool = False


@dataclass(frozen=True)
class SheetForm:
    """What a sheet of one register looks like."""

    name: str
    model: type[Entry]
    columns: tuple[SheetColumn, ...]


def form_of(name: str, organisation: Organisation) -> SheetForm | None:
    """Return the form of the register called `name`; None when there is none."""
    make = FORMS.get(name)
    return make(organisation) if make else None


def _column(organisation: Organisation) -> SheetColumn:
    """A column of the newsroom, by its name."""
    columns = ColumnPage.objects.filter(organisation=organisation).order_by("path")
    by_pk = {str(column.pk): column for column in columns}
    read = one_of([(pk, column.title) for pk, column in by_pk.items()])
    return SheetColumn(
        "column", ("Chuyên mục",), lambda cell: by_pk.get(read(cell)), ""
    )


PUBLIC = SheetColumn("public", ("Công khai", "Đăng lên cổng"), as_yes, "có")


def _documents(organisation: Organisation) -> SheetForm:
    return SheetForm(
        "directivedocument",
        DirectiveDocument,
        (*_heads_of_documents(), *_use_of_documents(), _column(organisation), PUBLIC),
    )


def _heads_of_documents() -> tuple[SheetColumn, ...]:
    """What stands at the head of a document."""
    kinds = DirectiveDocument.Kind.choices
    levels = DirectiveDocument.Level.choices
    return (
        SheetColumn(
            "kind",
            ("Loại văn bản", "Loại", "Hình thức văn bản", "Tên loại"),
            one_of(kinds),
            "Kế hoạch",
            needed=True,
        ),
        SheetColumn(
            "number",
            ("Số, ký hiệu", "Số ký hiệu", "Số và ký hiệu", "Số hiệu", "Số"),
            as_text,
            "12-KH/ĐU",
        ),
        SheetColumn(
            "issued_on",
            ("Ngày ban hành", "Ngày, tháng", "Ngày văn bản", "Ngày"),
            as_day,
            "05/11/2026",
            needed=True,
        ),
        SheetColumn(
            "issuer",
            ("Cơ quan ban hành", "Nơi ban hành", "Cơ quan"),
            as_text,
            "Đảng ủy xã Bản Mẫu",
            needed=True,
        ),
        SheetColumn("level", ("Cấp ban hành", "Cấp"), one_of(levels, "commune"), "xã"),
        SheetColumn(
            "abstract",
            ("Trích yếu", "Trích yếu nội dung", "Nội dung", "Về việc"),
            as_text,
            "Tuyên truyền về chuyển đổi số năm 2026",
            needed=True,
        ),
        SheetColumn("signer", ("Người ký",), as_text, "Nguyễn Văn Mẫu"),
    )


def _use_of_documents() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            "effective_from",
            ("Hiệu lực từ", "Ngày có hiệu lực", "Ngày hiệu lực"),
            as_day,
            "10/11/2026",
        ),
        SheetColumn(
            "effective_until",
            ("Hiệu lực đến", "Hiệu lực đến hết ngày"),
            as_day,
            "31/12/2026",
        ),
        SheetColumn(
            "conference_month",
            ("Tài liệu báo cáo viên tháng", "Tháng báo cáo viên"),
            as_month,
            "11/2026",
        ),
    )


def _events(organisation: Organisation) -> SheetForm:
    moment = as_moment(organisation.zone)
    return SheetForm(
        "event",
        Event,
        (
            SheetColumn(
                "title",
                ("Tên sự kiện", "Tên hội nghị", "Sự kiện", "Nội dung"),
                as_text,
                "Hội nghị báo cáo viên tháng 11",
                needed=True,
            ),
            SheetColumn(
                "kind", ("Loại", "Loại sự kiện"), one_of(Event.Kind.choices, "khac")
            ),
            SheetColumn(
                "starts_at",
                ("Bắt đầu", "Thời gian", "Thời gian bắt đầu"),
                moment,
                "20/11/2026 08:00",
                needed=True,
            ),
            SheetColumn(
                "ends_at",
                ("Kết thúc", "Thời gian kết thúc"),
                moment,
                "20/11/2026 11:00",
            ),
            SheetColumn("place", ("Địa điểm", "Nơi họp"), as_text, "Hội trường xã"),
            SheetColumn("audience", ("Thành phần",), as_text, "Bí thư các chi bộ"),
            SheetColumn("agenda", ("Chương trình", "Ghi chú"), as_text),
            SheetColumn("contact", ("Liên hệ", "Đầu mối"), as_text, "Văn phòng xã"),
            SheetColumn(
                "recurrence",
                ("Lặp lại", "Định kỳ"),
                one_of(Event.Recurrence.choices),
                "hằng tháng",
            ),
            SheetColumn(
                "recurs_until", ("Lặp đến ngày", "Lặp đến"), as_day, "31/12/2026"
            ),
            _column(organisation),
            PUBLIC,
        ),
    )


def _exemplars(organisation: Organisation) -> SheetForm:
    return SheetForm(
        "exemplar",
        Exemplar,
        (
            SheetColumn(
                "name",
                ("Tên", "Họ tên", "Tên cá nhân, tập thể, mô hình"),
                as_text,
                "Mô hình tự quản đường thôn",
                needed=True,
            ),
            SheetColumn(
                "kind",
                ("Loại", "Loại gương"),
                one_of(Exemplar.Kind.choices),
                "mô hình",
                needed=True,
            ),
            SheetColumn("area", ("Lĩnh vực",), as_text, "Nông thôn mới"),
            SheetColumn("year", ("Năm",), as_year, "2026", needed=True),
            SheetColumn(
                "deed",
                ("Việc làm", "Thành tích", "Nội dung"),
                as_text,
                "Mỗi nhà quét đoạn đường trước cửa vào sáng thứ Bảy.",
                needed=True,
            ),
            SheetColumn("recognition", ("Khen thưởng", "Ghi nhận"), as_text),
            SheetColumn(
                "consent",
                ("Sự đồng ý", "Đồng ý công khai"),
                one_of(Exemplar.Consent.choices, "unknown"),
            ),
            PUBLIC,
        ),
    )


FORMS: dict[str, Callable[[Organisation], SheetForm]] = {
    "directivedocument": _documents,
    "event": _events,
    "exemplar": _exemplars,
}


def head_of(form: SheetForm, text: str) -> SheetColumn | None:
    """Return the column whose head `text` is, however it is spelled."""
    bare = fold(text).strip(" *:.")
    for column in form.columns:
        if bare in {fold(head) for head in column.heads}:
            return column
    return None
