"""What the news of a commune is full of: money, measures, telephones, names."""

import pytest

from toasoan.channels.spoken import SOUTH, speak

PHONE = "không chín một hai, ba bốn năm, sáu bảy tám"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1.250.000 đồng", "một triệu hai trăm năm mươi nghìn đồng"),
        ("1.250.000đ", "một triệu hai trăm năm mươi nghìn đồng"),
        ("2,5 tỷ đồng", "hai phẩy năm tỷ đồng"),
        ("tăng 5%", "tăng năm phần trăm"),
        ("chiếm 1,8%", "chiếm một phẩy tám phần trăm"),
        (
            "1.005 hộ, 21 thôn",
            "một nghìn không trăm linh năm hộ, hai mươi mốt thôn",
        ),
        ("UBND xã", "Ủy ban nhân dân xã"),
        (
            "HĐND và UBMTTQ xã",
            "Hội đồng nhân dân và Ủy ban Mặt trận Tổ quốc xã",
        ),
        ("gọi số 0912 345 678", f"gọi số {PHONE}"),
        (
            "khóa XV, nhiệm kỳ 2021-2026",
            (
                "khóa mười lăm, nhiệm kỳ hai nghìn không trăm hai mươi mốt "
                "đến hai nghìn không trăm hai mươi sáu"
            ),
        ),
        ("18-25°C", "mười tám đến hai mươi lăm độ xê"),
        ("3.500 m2", "ba nghìn năm trăm mét vuông"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        (
            "xã NTM, PCCC, ATGT",
            "xã nông thôn mới, phòng cháy, chữa cháy, an toàn giao thông",
        ),
        ("OCOP; COVID-19", "ô cốp; cô vít mười chín"),
    ],
)
def test_measured_inputs(written: str, spoken: str) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("0912.345.678", PHONE),
        ("0912345678", PHONE),
        ("0912 34 56 78", "không chín một hai, ba bốn, năm sáu, bảy tám"),
        ("(0214) 3 123 456", "không hai một bốn, ba, một hai ba, bốn năm sáu"),
        ("0214.3.123.456", "không hai một bốn, ba, một hai ba, bốn năm sáu"),
        ("+84 912 345 678", "cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám"),
        ("tổng đài 1900 1234", "tổng đài một chín không không, một hai ba bốn"),
        ("gọi 113, 114", "gọi một một ba, một một bốn"),
        ("MST 5300123456", "MST năm ba không, không một hai, ba bốn năm sáu"),
        ("biển số 24A-123.45", "biển số hai mươi tư A, một hai ba bốn năm"),
    ],
)
def test_number_to_dial_or_copy(written: str, spoken: str) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (
            "2.340.000 đồng/tháng",
            "hai triệu ba trăm bốn mươi nghìn đồng mỗi tháng",
        ),
        ("45 triệu đồng/người/năm", "bốn mươi lăm triệu đồng mỗi người mỗi năm"),
        ("32.000 đ/kg", "ba mươi hai nghìn đồng mỗi ki-lô-gam"),
        ("50.000-100.000 đồng", "năm mươi nghìn đến một trăm nghìn đồng"),
        ("50k, 5tr, 500 nghìn đ", "năm mươi nghìn, năm triệu, năm trăm nghìn đồng"),
        ("500 USD, $20", "năm trăm đô la Mỹ, hai mươi đô la"),
        ("60 tạ/ha", "sáu mươi tạ mỗi héc-ta"),
        ("60 km/h", "sáu mươi ki-lô-mét trên giờ"),
        ("15m², 120 m3", "mười lăm mét vuông, một trăm hai mươi mét khối"),
        ("km 12+500", "ki-lô-mét mười hai cộng năm trăm"),
        ("QL70", "Quốc lộ bảy mươi"),
        ("cao 1m25", "cao một mét hai mươi lăm"),
        ("3 x 4 m", "ba nhân bốn mét"),
        ("dưới -2°C", "dưới âm hai độ xê"),
        ("5%-10%", "năm phần trăm đến mười phần trăm"),
        ("thắng 2-1", "thắng hai một"),
        ("NPK 5-10-3", "NPK năm, mười, ba"),
        (">100 hộ, ~20 ha", "trên một trăm hộ, khoảng hai mươi héc-ta"),
        ("tỷ lệ phần trăm (%)", "tỷ lệ phần trăm"),
        ("tỷ lệ 98,5%", "tỷ lệ chín mươi tám phẩy năm phần trăm"),
        ("mưa 150mm/24h", "mưa một trăm năm mươi mi-li-mét trên hai mươi tư giờ"),
        ("2³, 220V", "hai mũ ba, hai trăm hai mươi vôn"),
    ],
)
def test_money_and_measures(written: str, spoken: str) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Điều 5", "Điều năm"),
        ("01 lần/tuần", "một lần mỗi tuần"),
        ("05 hộ; tổ dân phố số 02", "năm hộ; tổ dân phố số hai"),
        ("Lớp 5A", "Lớp năm A"),
        ("lần thứ XXIV", "lần thứ hai mươi tư"),
        ("khóa XIV, XV", "khóa mười bốn, mười lăm"),
        ("IV. TỔ CHỨC", "bốn. TỔ CHỨC"),
        ("CÁC LOẠI VI PHẠM", "CÁC LOẠI VI PHẠM"),
        ("X-quang", "X-quang"),
        ("1.1. Nội dung", "một chấm một. Nội dung"),
        ("đ/c Hà, 15 đ/c", "đồng chí Hà, mười lăm đồng chí"),
        ("TP. Lào Cai", "thành phố Lào Cai"),
        ("NN&PTNT, A & B", "nông nghiệp và phát triển nông thôn, A và B"),
        ("TH&THCS", "tiểu học và trung học cơ sở"),
        ("KT-XH, QPAN", "kinh tế - xã hội, quốc phòng, an ninh"),
        ("VNeID, BHYT, v.v.", "vi en e ai đi, bảo hiểm y tế, vân vân"),
        ("Cổng TTĐT; BBT, CTV", "Cổng thông tin điện tử; Ban Biên tập, cộng tác viên"),
        ("4G", "bốn gờ"),
    ],
)
def test_names_and_headings(written: str, spoken: str) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("xem tại https://a.gov.vn/b/1.", "xem tại địa chỉ trên cổng thông tin."),
        ("tại địa chỉ www.a.vn", "tại địa chỉ trên cổng thông tin"),
        ("email: xa.b@laocai.gov.vn", "địa chỉ thư điện tử trên cổng thông tin"),
        ("trên dichvucong.gov.vn", "trên dịch vụ công chấm gốp chấm vi en"),
    ],
)
def test_address(written: str, spoken: str) -> None:
    assert speak(written) == spoken


def test_southern_words() -> None:
    said = speak("1.005 hộ", region=SOUTH)

    assert said == "một ngàn không trăm lẻ năm hộ"
