"""Units and money: after a number, or alone when nothing else can be meant."""

import re

ANYWHERE = {
    "km/h": "ki-lô-mét trên giờ",
    "m/s": "mét trên giây",
    "m3/s": "mét khối trên giây",
    "km2": "ki-lô-mét vuông",
    "cm2": "xăng-ti-mét vuông",
    "dm2": "đề-xi-mét vuông",
    "m2": "mét vuông",
    "m3": "mét khối",
    "cm3": "xăng-ti-mét khối",
    "kWh": "ki-lô-oát giờ",
    "kW": "ki-lô-oát",
    "MW": "mê-ga-oát",
    "kV": "ki-lô-vôn",
    "kVA": "ki-lô-vôn am-pe",
    "mmHg": "mi-li-mét thủy ngân",
    "Mbps": "mê-ga-bít trên giây",
    "VNĐ": "đồng",
    "VND": "đồng",
    "vnđ": "đồng",
    "₫": "đồng",
    "USD": "đô la Mỹ",
    "EUR": "ơ-rô",
    "°C": "độ xê",
    "ºC": "độ xê",
    "˚C": "độ xê",
    "độ C": "độ xê",
    "°": "độ",
    "%": "phần trăm",
    "‰": "phần nghìn",
}
AFTER_NUMBER = {
    "oC": "độ xê",
    "km": "ki-lô-mét",
    "hm": "héc-tô-mét",
    "dm": "đề-xi-mét",
    "cm": "xăng-ti-mét",
    "mm": "mi-li-mét",
    "m": "mét",
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "mg": "mi-li-gam",
    "g": "gam",
    "ml": "mi-li-lít",
    "l": "lít",
    "h": "giờ",
    "đ": "đồng",
    "d": "đồng",
    "trđ": "triệu đồng",
    "tr.đ": "triệu đồng",
    "trđồng": "triệu đồng",
    "tr": "triệu",
    "k": "nghìn",
    "W": "oát",
    "V": "vôn",
    "dB": "đề-xi-ben",
    "Hz": "héc",
    "MHz": "mê-ga-héc",
    "GB": "ghi-ga-bai",
    "MB": "mê-ga-bai",
    "Mb": "mê-ga-bít",
    "$": "đô la",
}
AMOUNT = r"(?:nghìn|ngàn|triệu|tỷ|tỉ|vạn|trăm|chục)"
RATES = (
    "ngày|đêm|tuần|tháng|quý|năm|giờ|phút|vụ|lứa|người|hộ|gia đình|học sinh|em|cháu"
    "|đơn vị|thôn|xã|trường|suất|buổi|lượt|lần|con|cây|sào|tạ|tấn|lít|bộ|chiếc|cái|mét"
    "|ki-lô-gam|ki-lô-mét|héc-ta|ki-lô-oát|công|bao|hồ sơ|mũi|liều|đợt|kỳ|lượng|chỉ"
)


def _any_of(units: dict[str, str]) -> str:
    return "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))


SQUARED = re.compile(r"(?<=m)[²³]")
POWER = re.compile(r" ?([²³]) ?(?=(\w?))")
POWERS = {"²": "2", "³": "3"}
MINUTES = re.compile(r"(?<=[0-9])['’](?!\w)")
PRICE = re.compile(r"\$ ?([0-9]+(?:[.,][0-9]+)*)")
PERCENT_SIGN = re.compile(r"(phần trăm) \(%\)", re.IGNORECASE)
POST = re.compile(r"(?<![^\W\d_])[Kk][Mm]\.? ?(?=[0-9])")
LONE = re.compile(
    rf" ?(?<![^\W\d_])({_any_of(ANYWHERE)})(?![^\W\d_])(?<![23](?=[0-9]))"
)
BOUND = re.compile(
    r"(?:(?<=[0-9])|(?<=[0-9] )|(?<=[^\W_]/)(?=\w))"
    rf"({_any_of(AFTER_NUMBER)})(?![^\W\d_]|/c\b)"
)
AMOUNTS = re.compile(rf"(?<!phần )(\b{AMOUNT}) (đ|m|kg|l|km|ha)\b(?!/c\b)")
GLUED = re.compile(r"(?<=[0-9])(?=(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|phần|độ|mét)\b)")
PER = re.compile(rf"(?<=[^\W_])(?<!ngày) ?/ ?(?=(?:{RATES})(?![^\W\d_]))")


def read_units(text: str) -> str:
    """Return `text` with units, money and rates ("đồng/tháng") in words."""
    text = MINUTES.sub(" phút", _powers(text))
    text = PRICE.sub(r"\1 đô la", PERCENT_SIGN.sub(r"\1", text))
    text = POST.sub("ki-lô-mét ", text)
    text = LONE.sub(lambda match: f" {ANYWHERE[match[1]]}", text)
    text = BOUND.sub(_bound, text)
    text = AMOUNTS.sub(lambda match: f"{match[1]} {AFTER_NUMBER[match[2]]}", text)
    return PER.sub(" mỗi ", GLUED.sub(" ", text))


def _powers(text: str) -> str:
    text = SQUARED.sub(lambda match: POWERS[match[0]], text)
    return POWER.sub(_power, text)


def _power(match: re.Match[str]) -> str:
    return f" mũ {POWERS[match[1]]}{' ' * bool(match[2])}"


def _bound(match: re.Match[str]) -> str:
    before = match.string[: match.start()][-1:]
    return f"{' ' * before.isdecimal()}{AFTER_NUMBER[match[1]]}"
