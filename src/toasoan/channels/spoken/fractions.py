"""Shares and scales: 1/2 số hộ, 12/12 thôn, 1/500."""

import re

FRACTION = re.compile(r"(?<![0-9.,/])([0-9]+)/([0-9]+)(?![0-9/])")
SLASH = re.compile(r"(?<=[0-9])/(?=\w)|(?<=\w)/(?=[0-9])")
SCALE = re.compile(r"(\b(?:tỷ lệ|tỉ lệ|bản đồ) [0-9]+):(?=[0-9])", re.IGNORECASE)
SHARED = re.compile(
    r" (?:số|tổng|diện tích|dân số|quãng|chiều|thời gian|khối lượng|sản lượng)\b"
)
COUNTED = re.compile(
    r" (?:hộ|thôn|bản|tổ|khu|xã|phường|tiêu chí|chỉ tiêu|nội dung|đại biểu|đồng chí"
    r"|đảng viên|chi bộ|chi hội|thành viên|trường|lớp|người|em|cháu|học sinh|cán bộ"
    r"|ý kiến|phiếu|công trình|nhiệm vụ|hồ sơ|ủy viên|thí sinh|vụ|ca|điểm|cơ quan"
    r"|đơn vị|cử tri|đoàn viên|hội viên|gia đình|sản phẩm|km|m|ha)\b"
)
PLACED = re.compile(
    r"\b(?:lớp|tổ|nhóm|phòng|vòng|số nhà|ngõ|hẻm|bản đồ) $", re.IGNORECASE
)
RATIO_BEFORE = re.compile(
    r"\b(?:đạt|được|có|chiếm|với|khoảng|gần|hơn|trên|còn|bằng|ít nhất|tối thiểu"
    r"|tỷ lệ|tỉ lệ|lớp|tổ|nhóm|phòng|vòng|số nhà|ngõ|hẻm|bản đồ"
    r"|hoạt động|mở cửa|trực|phục vụ) $",
    re.IGNORECASE,
)


def counts_things(match: re.Match[str]) -> bool:
    """Tell whether what follows the match can be had in part."""
    text, end = match.string, match.end()
    return bool(SHARED.match(text, end) or COUNTED.match(text, end))


def read_fractions(text: str) -> str:
    """Return `text` with slashes between numbers said as shares or "trên"."""
    text = SCALE.sub(r"\1 trên ", text)
    return SLASH.sub(" trên ", FRACTION.sub(_fraction, text))


def _fraction(match: re.Match[str]) -> str:
    part, whole = match.groups()
    small = len(whole) == 1 and 0 < int(part[:9]) < int(whole) <= 4
    placed = PLACED.search(match.string[max(0, match.start() - 20) : match.start()])
    if not placed and (small or SHARED.match(match.string, match.end())):
        return f"{part} phần {'tư' if whole == '4' else whole}"
    return f"{part} trên {whole}"
