"""What findings and refusals say, by code and language, with named places."""

from collections.abc import Mapping

VI = {
    "no_number_and_date": "Văn bản chưa có số và ngày ban hành.",
    "no_number": "Văn bản chưa có số.",
    "no_date": "Văn bản chưa có ngày ban hành.",
    "no_title": "Không tìm thấy tên loại và trích yếu của văn bản.",
    "date_year_differs": "Văn bản đề ngày năm {written}, kế hoạch của năm {year}.",
    "number_skipped": "Phần {part} không có mục {missing}.",
    "number_repeated": "Phần {part} có hai mục cùng số {label}.",
    "part_skipped": "Văn bản không có phần {missing}.",
    "part_repeated": "Văn bản có hai phần cùng số {label}.",
    "no_columns": "Không tìm thấy chuyên mục nào trong văn bản.",
    "column_without_topics": "Chuyên mục “{column}” chưa ghi nội dung.",
    "column_without_channels": "Chuyên mục “{column}” chưa ghi đăng ở đâu.",
    "column_without_cadence": "Chuyên mục “{column}” chưa ghi tần suất.",
    "owner_differs": (
        "Tần suất của chuyên mục “{column}” ghi “{cadence}”, còn hình thức ghi"
        " “{form}”: hai nơi nêu hai chủ quản khác nhau."
    ),
    "channel_unlisted": (
        "Tần suất của chuyên mục “{column}” nêu “{cadence}”, nhưng hình thức không"
        " nêu kênh này."
    ),
    "channel_without_cadence": (
        "Chuyên mục “{column}” đăng trên “{form}” nhưng không ghi tần suất ở đó."
    ),
    "cadence_covers_groups": (
        "Một dòng tần suất “{cadence}” áp dụng chung cho {count} nhóm kênh: {groups}."
    ),
    "season_without_months": "“{text}”: chưa ghi mùa này từ tháng nào đến tháng nào.",
    "no_amount": "Phần kinh phí không ghi số tiền.",
    "several_amounts": "Phần kinh phí ghi {count} số tiền; lấy {amount} đồng.",
    "several_deadlines": "Nhiệm vụ này có {count} thời hạn; lấy thời hạn đầu tiên.",
    "portal_two_names": (
        "Trang tin của xã được gọi bằng hai tên: “{first}” và “{second}”."
    ),
    "contributions_by_zalo": "Cộng tác viên gửi tin, bài qua Zalo.",
}
EN = {
    "no_number_and_date": "The document has no number and no date of issue.",
    "no_number": "The document has no number.",
    "no_date": "The document has no date of issue.",
    "no_title": "The type and the title of the document were not found.",
    "date_year_differs": "The document is dated {written}, the plan is for {year}.",
    "number_skipped": "Part {part} has no item {missing}.",
    "number_repeated": "Part {part} has two items numbered {label}.",
    "part_skipped": "The document has no part {missing}.",
    "part_repeated": "The document has two parts numbered {label}.",
    "no_columns": "No column was found in the document.",
    "column_without_topics": "The column “{column}” names no topics.",
    "column_without_channels": "The column “{column}” does not say where it appears.",
    "column_without_cadence": "The column “{column}” does not say how often.",
    "owner_differs": (
        "The cadence of the column “{column}” names “{cadence}”, its forms name"
        " “{form}”: not the same owner."
    ),
    "channel_unlisted": (
        "The cadence of the column “{column}” names “{cadence}”, a channel its forms"
        " do not name."
    ),
    "channel_without_cadence": (
        "The column “{column}” appears on “{form}”, but no cadence is given for it."
    ),
    "cadence_covers_groups": (
        "One cadence line, “{cadence}”, stands for {count} channel groups: {groups}."
    ),
    "season_without_months": "“{text}”: the months of this season are not told.",
    "no_amount": "The part on funding names no amount.",
    "several_amounts": "The part on funding names {count} amounts; {amount} is taken.",
    "several_deadlines": "This task has {count} deadlines; the first is taken.",
    "portal_two_names": (
        "The commune's site goes by two names: “{first}” and “{second}”."
    ),
    "contributions_by_zalo": "Contributors send their pieces through Zalo.",
}
REFUSALS_VI = {
    "too_big": "Tệp quá lớn: tối đa 2 MB.",
    "encrypted": "Tệp được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.",
    "not_text": "Tệp này không phải là văn bản đọc được.",
    "unsupported": (
        "Chưa đọc được loại tệp này. Hãy lưu thành .docx, .odt hoặc .txt (tệp .doc cũ:"
        " mở bằng Word rồi lưu thành .docx; tệp .pdf: chép chữ rồi dán vào)."
    ),
    "damaged": "Tệp bị hỏng, không mở được.",
    "empty": "Tệp không có chữ nào.",
}
REFUSALS_EN = {
    "too_big": "The file is too big: at most 2 MB.",
    "encrypted": "The file is protected by a password. Remove it and upload again.",
    "not_text": "This file is no readable text.",
    "unsupported": (
        "This kind of file cannot be read. Save it as .docx, .odt or .txt (an old .doc:"
        " open it in Word and save it as .docx; a .pdf: copy its text and paste it)."
    ),
    "damaged": "The file is damaged and cannot be opened.",
    "empty": "The file holds no text.",
}
FINDINGS = {"vi": VI, "en": EN}
REFUSALS = {"vi": REFUSALS_VI, "en": REFUSALS_EN}


def message(code: str, language: str, details: Mapping[str, str | int]) -> str:
    """Return the sentence of a finding; raises KeyError on an unknown language."""
    return FINDINGS[language][code].format_map(details)


def refusal(code: str, language: str) -> str:
    """Return why a file was refused; raises KeyError on an unknown language."""
    return REFUSALS[language][code]
