"""Numbers of documents as a newsreader says them."""

import pytest

from toasoan.channels.spoken import speak


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Nghị quyết số 07-NQ/HU", "Nghị quyết số không bảy của Huyện ủy"),
        ("Nghị quyết 07- NQ/HU", "Nghị quyết số không bảy của Huyện ủy"),
        ("Đề án số 17-ĐA/TU", "Đề án số mười bảy của Tỉnh ủy"),
        (
            "Nghị định số 126/2018/NĐ-CP",
            (
                "Nghị định số một trăm hai mươi sáu, năm hai nghìn không trăm "
                "mười tám, của Chính phủ"
            ),
        ),
        (
            "Quyết định số 1234/QĐ-UBND",
            "Quyết định số một nghìn hai trăm ba mươi tư của Ủy ban nhân dân",
        ),
        ("theo 57-NQ/TW", "theo Nghị quyết số năm mươi bảy của Trung ương"),
        ("Chỉ thị số 12/CT-TTg", "Chỉ thị số mười hai của Thủ tướng Chính phủ"),
        ("Quy định số 98-QĐ/TW", "Quy định số chín mươi tám của Trung ương"),
        ("Hướng dẫn số 05-HD/VPĐU", "Hướng dẫn số không năm của Văn phòng Đảng ủy"),
        ("Chương trình số 12-CTr/ĐU", "Chương trình số mười hai của Đảng ủy"),
        ("Số: 12/KH-UBND", "Kế hoạch số mười hai của Ủy ban nhân dân"),
        ("QĐ số 12/QĐ-UBND", "Quyết định số mười hai của Ủy ban nhân dân"),
        ("Công văn 45/UBND-VX", "Công văn số bốn mươi lăm của Ủy ban nhân dân"),
        ("Đề án 06/CP", "Đề án số không sáu của Chính phủ"),
        ("Đề án 06", "Đề án không sáu"),
        (
            "Luật số 15/2012/QH13",
            (
                "Luật số mười lăm, năm hai nghìn không trăm mười hai, "
                "của Quốc hội khóa mười ba"
            ),
        ),
        (
            "Nghị định 30/2020 về văn thư",
            "Nghị định số ba mươi, năm hai nghìn không trăm hai mươi, về văn thư",
        ),
        (
            "Nghị quyết 30a/2008/NQ-CP",
            "Nghị quyết số ba mươi a, năm hai nghìn không trăm linh tám, của Chính phủ",
        ),
        (
            "số 02/QĐ-UBND ngày 15/01/2024",
            (
                "Quyết định số không hai của Ủy ban nhân dân ngày mười lăm tháng một "
                "năm hai nghìn không trăm hai mươi tư"
            ),
        ),
        (
            "các Quyết định số 01/QĐ-UBND và 02/QĐ-UBND của UBND xã",
            (
                "các Quyết định số không một của Ủy ban nhân dân và không hai "
                "của Ủy ban nhân dân xã"
            ),
        ),
        ("5 ml/L; mẫu 01/PL", "năm mi-li-lít/L; mẫu một trên PL"),
    ],
)
def test_document_number(written: str, spoken: str) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (
            "Nghị quyết số 07-NQ/HU của Ban Thường vụ",
            "Nghị quyết số không bảy của Ban Thường vụ",
        ),
        (
            "Nghị quyết số 07-NQ/HU, ngày 10/8/2020 của Ban Chấp hành",
            (
                "Nghị quyết số không bảy, ngày mười tháng tám năm hai nghìn không trăm "
                "hai mươi của Ban Chấp hành"
            ),
        ),
        (
            "Nghị quyết số 28/2021/NQ-HĐND ngày 08/12/2021 của HĐND tỉnh",
            (
                "Nghị quyết số hai mươi tám, năm hai nghìn không trăm hai mươi mốt, "
                "ngày tám tháng mười hai năm hai nghìn không trăm hai mươi mốt "
                "của Hội đồng nhân dân tỉnh"
            ),
        ),
    ],
)
def test_document_number_leaves_the_organ_to_the_next_words(
    written: str, spoken: str
) -> None:
    assert speak(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Nghị quyết số 19/NQ-XYZ", "Nghị quyết số mười chín của XYZ"),
        (
            "Văn bản số 12/XYZ-UBND",
            "Văn bản số mười hai XYZ của Ủy ban nhân dân",
        ),
        ("Văn bản số 9/XYZ-ABC", "Văn bản số chín của XYZ"),
    ],
)
def test_unknown_codes_are_left_for_the_editor(written: str, spoken: str) -> None:
    assert speak(written) == spoken
