"""Dates, and what only looks like one."""

import pytest

from toasoan.channels.spoken import speak

Y2024 = "năm hai nghìn không trăm hai mươi tư"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("ngày 15/3/2024", f"ngày mười lăm tháng ba {Y2024}"),
        ("15/5/2024", f"ngày mười lăm tháng năm {Y2024}"),
        ("Ngày 15/5/2024", f"Ngày mười lăm tháng năm {Y2024}"),
        ("4/4/2024", f"ngày bốn tháng tư {Y2024}"),
        ("15.3.2024", f"ngày mười lăm tháng ba {Y2024}"),
        ("15-3-2024", f"ngày mười lăm tháng ba {Y2024}"),
        ("2024-03-15", f"ngày mười lăm tháng ba {Y2024}"),
        ("20/3/24", f"ngày hai mươi tháng ba {Y2024}"),
        ("(2/9/1945)", "(ngày hai tháng chín năm một nghìn chín trăm bốn mươi lăm)"),
        (
            "từ ngày 01 đến ngày 05/3/2024",
            f"từ ngày một đến ngày năm tháng ba {Y2024}",
        ),
        ("ngày 5-7/3", "ngày năm đến ngày bảy tháng ba"),
        ("từ 5-7/3/2024", f"từ ngày năm đến ngày bảy tháng ba {Y2024}"),
        (
            "ngày 28/2-03/3/2024",
            f"ngày hai mươi tám tháng hai đến ngày ba tháng ba {Y2024}",
        ),
        ("các ngày 15, 16 và 17/4", "các ngày mười lăm, mười sáu và mười bảy tháng tư"),
        ("sáng 02/9", "sáng ngày hai tháng chín"),
        ("chiều 30-4", "chiều ngày ba mươi tháng tư"),
        ("ngày 5-7 tháng 3", "ngày năm đến bảy tháng ba"),
        ("12 - 3 - 2024", f"ngày mười hai tháng ba {Y2024}"),
        ("ngày 2-9", "ngày hai tháng chín"),
        ("sáng 5-7 người", "sáng năm đến bảy người"),
        ("ngày 15-10/3", "ngày mười lăm đến ngày mười tháng ba"),
        (
            "dịp lễ 30/4 - 01/5",
            "dịp lễ ngày ba mươi tháng tư đến ngày một tháng năm",
        ),
        ("Quốc khánh 2/9 trên địa bàn", "Quốc khánh ngày hai tháng chín trên địa bàn"),
        ("hạn cuối 31/12", "hạn cuối ngày ba mươi mốt tháng mười hai"),
        ("tháng 4", "tháng tư"),
        ("Tháng 5/2024", f"Tháng năm {Y2024}"),
        ("5/2024", f"tháng năm {Y2024}"),
        ("tháng 1-3/2024", f"tháng một đến tháng ba {Y2024}"),
        ("quý I/2024", f"quý một {Y2024}"),
        ("Quý I-II/2024", f"Quý một đến quý hai {Y2024}"),
        ("quý III và IV", "quý ba và quý bốn"),
        ("quý 1/2024", f"quý một {Y2024}"),
        ("bản tin số 3/2024", f"bản tin số ba {Y2024}"),
        ("thứ 4, lần thứ 1, thứ 14", "thứ tư, lần thứ nhất, thứ mười bốn"),
    ],
)
def test_date(written: str, spoken: str) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("3/4 số hộ", "ba phần tư số hộ"),
        ("1/2 số hộ", "một phần hai số hộ"),
        ("7/10 diện tích", "bảy phần mười diện tích"),
        ("8/10 hộ", "tám trên mười hộ"),
        ("12/12 thôn", "mười hai trên mười hai thôn"),
        ("19/19 tiêu chí", "mười chín trên mười chín tiêu chí"),
        ("đạt 3/4.", "đạt ba phần tư."),
        ("lớp 1/2", "lớp một trên hai"),
        ("bản đồ tỷ lệ 1/500", "bản đồ tỷ lệ một trên năm trăm"),
        ("tỷ lệ 1:500", "tỷ lệ một trên năm trăm"),
        ("trực 24/7", "trực hai mươi tư trên bảy"),
    ],
)
def test_share_is_no_date(written: str, spoken: str) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("lúc 17h00", "lúc mười bảy giờ"),
        (
            "từ 7h30 đến 11h15",
            "từ bảy giờ ba mươi phút đến mười một giờ mười lăm phút",
        ),
        ("7h30 - 11h15", "bảy giờ ba mươi phút đến mười một giờ mười lăm phút"),
        ("8h-11h", "tám giờ đến mười một giờ"),
        ("07:30", "bảy giờ ba mươi phút"),
        ("06:30:15", "sáu giờ ba mươi phút mười lăm giây"),
        ("14h00'", "mười bốn giờ"),
        ("14 giờ 00 phút", "mười bốn giờ"),
        ("0h05", "không giờ năm phút"),
        ("7g30", "bảy giờ ba mươi phút"),
        ("24/24h", "hai mươi tư trên hai mươi tư giờ"),
        ("thời lượng 30’", "thời lượng ba mươi phút"),
    ],
)
def test_time(written: str, spoken: str) -> None:
    assert speak(written) == spoken
