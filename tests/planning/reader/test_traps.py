"""What real documents do to a reader; each trap of domain.md, section 10, once."""

import unicodedata

import pytest

from tests.planning.reader.plans import codes, column, data, text, without_lines

TITLE = "KẾ HOẠCH\ntuyên truyền năm 2025\n\n"
BODY = f"{TITLE}II. NỘI DUNG\n1. Chuyên mục Mẫu\n1.1. Nội dung\n- Một.\n"
OFFICIAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def columns(plan):
    return [(one["name"], len(one["topics"])) for one in data(plan)["columns"]]


def head(plan):
    document = data(plan)["document"]
    return tuple(document[key] for key in ("number", "symbol", "date", "place"))


def test_decomposed_text_reads_like_composed():
    plan = text("ubnd")
    assert data(unicodedata.normalize("NFD", plan)) == data(plan)


def test_old_tone_places_are_read_and_kept():
    plan = f"UỶ BAN NHÂN DÂN\nXÃ HOÀ MẪU\n{OFFICIAL}{BODY}"
    assert data(plan)["document"]["issuer"] == "Uỷ ban nhân dân xã Hoà Mẫu"


def test_double_and_hard_blanks_are_one_blank():
    plan = text("ubnd")
    wide = plan.replace(" ", " \u00a0")
    assert data(wide) == data(plan)


def test_blank_number_leaves_the_symbol():
    plan = f"UBND XÃ MẪU\nSố:        /KH-UBND\n{OFFICIAL}{BODY}"
    assert head(plan) == (None, "KH-UBND", None, None)


def test_state_head_is_read():
    place = "Gia Mẫu, ngày 28 tháng 8 năm 2024\n"
    plan = f"UBND XÃ GIA MẪU\nSố: 80/KH-UBND\n{OFFICIAL}{place}{BODY}"
    assert head(plan) == ("80", "KH-UBND", "2024-08-28", "Gia Mẫu")
    assert data(plan)["document"]["issuer"] == "UBND xã Gia Mẫu"


def test_state_head_in_two_columns_is_read():
    plan = (
        "UBND HUYỆN MẪU SƠN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "UBND XÃ GIA MẪU           Độc lập - Tự do - Hạnh phúc\n"
        f"Số: 80/KH-UBND            Gia Mẫu, ngày 28 tháng 8 năm 2024\n{BODY}"
    )
    assert head(plan) == ("80", "KH-UBND", "2024-08-28", "Gia Mẫu")
    assert data(plan)["document"]["issuer"] == "UBND xã Gia Mẫu"


def test_party_head_is_read():
    plan = (
        "ĐẢNG BỘ HUYỆN MẪU SƠN\nĐẢNG ỦY XÃ MẪU\n*\nSố 12-KH/ĐU\n"
        f"ĐẢNG CỘNG SẢN VIỆT NAM\nXã Mẫu, ngày 05 tháng 02 năm 2025\n\n{BODY}"
    )
    assert head(plan) == ("12", "KH/ĐU", "2025-02-05", "Xã Mẫu")
    assert data(plan)["document"]["issuer"] == "Đảng ủy xã Mẫu"
    assert data(plan)["unread"] == []


def test_date_of_another_year_is_a_finding():
    place = "Mẫu, ngày 28 tháng 2 năm 2023\n"
    plan = f"UBND XÃ MẪU\nSố: 8/KH-UBND\n{OFFICIAL}{place}{BODY}"
    assert ("date_year_differs", 5) in codes(plan)


@pytest.mark.parametrize("style", ["I. ", "I- ", "I) ", "I.", "I/ ", "Phần I. "])
def test_part_marks_have_many_styles(style):
    plan = BODY.replace("II. ", style)
    assert columns(plan) == [("Mẫu", 1)]


@pytest.mark.parametrize(
    ("topics", "forms", "often"),
    [
        ("1.1. Nội dung", "1.2. Hình thức:", "1.3. Tần suất"),
        ("1.1 Nội dung:", "1.2 Hình thức:", "1.3 Tần suất:"),
        ("a) Nội dung", "b) Hình thức:", "c) Tần suất"),
        ("a. Nội dung:", "b. Hình thức:", "c. Tần xuất:"),
        ("- Nội dung:", "- Hình thức:", "- Tần suất thực hiện:"),
        ("*Nội dung:*", "*Hình thức:*", "*Tần suất:*"),
        ("**Nội dung**", "**Hình thức:**", "**Tần suất**"),
        ("Nội dung tuyên truyền:", "Hình thức thể hiện:", "Tần suất đăng tải:"),
    ],
)
def test_parts_of_a_column_have_many_styles(topics, forms, often):
    plan = (
        f"{TITLE}II. NỘI DUNG\n1. Chuyên mục Mẫu\n{topics}\n"
        f"+ Một.\n+ Hai.\n{forms} Tin, bài trên Cổng TTĐT xã.\n{often}\n"
        "+ Cổng TTĐT: hằng tuần\n2. Chuyên mục Khác\n"
        f"{topics}\n+ Ba.\n"
    )
    read = data(plan)
    assert columns(plan) == [("Mẫu", 2), ("Khác", 1)]
    assert read["columns"][0]["forms"] == ["tin", "bài"]
    assert [one["period"] for one in read["columns"][0]["cadences"]] == ["week"]
    assert read["unread"] == []


def test_inline_topics_are_parted_at_semicolons():
    plan = BODY.replace("1.1. Nội dung\n- Một.", "1.1. Nội dung: Một; hai; ba.")
    assert columns(plan) == [("Mẫu", 3)]


def test_misspelled_frequency_is_read():
    plan = column("Trang TTĐT: hằng tuần").replace("Tần suất", "Tần xuất")
    assert data(plan) == data(column("Trang TTĐT: hằng tuần"))


def test_skipped_number_is_a_finding():
    plan = BODY + "3. Chuyên mục Khác\n3.1. Nội dung\n- Hai.\n"
    assert columns(plan) == [("Mẫu", 1), ("Khác", 1)]
    assert ("number_skipped", 8) in codes(plan)


def test_repeated_number_is_a_finding_and_loses_nothing():
    plan = BODY + "1. Chuyên mục Khác\n1.1. Nội dung\n- Hai.\n"
    assert columns(plan) == [("Mẫu", 1), ("Khác", 1)]
    assert ("number_repeated", 8) in codes(plan)


def test_restarted_numbers_of_topics_are_no_columns():
    plan = BODY.replace("- Một.", "1. Một.\n2. Hai.\n3. Ba.")
    again = "2. Chuyên mục Khác\n2.1. Nội dung\n1. Bốn.\n"
    assert columns(plan + again) == [("Mẫu", 3), ("Khác", 1)]


def test_columns_need_not_be_called_columns():
    plan = (
        "KẾ HOẠCH\ntuyên truyền năm 2025\n\nII. NỘI DUNG\n"
        "1. An toàn giao thông\na) Nội dung\n- Một.\nb) Tần suất: 01 tin/tuần\n"
        "2. Khuyến nông\na) Nội dung\n- Hai.\nb) Tần suất: 01 tin/tháng\n"
    )
    assert columns(plan) == [("An toàn giao thông", 1), ("Khuyến nông", 1)]


def test_columns_without_named_parts_take_their_lines_as_topics():
    plan = (
        f"{TITLE}II. CÁC CHUYÊN MỤC\n1. An toàn giao thông\n- Một.\n- Hai.\n"
        "- Đăng 01 tin/tuần trên fanpage của xã.\n"
        "2. Khuyến nông\n- Ba.\n"
    )
    assert columns(plan) == [("An toàn giao thông", 2), ("Khuyến nông", 1)]
    assert data(plan)["columns"][0]["cadences"][0]["channel"]["kind"] == "facebook"


def test_plan_without_roman_parts_is_read():
    plan = (
        "KẾ HOẠCH\ntuyên truyền năm 2025\n\n1. Mục đích, yêu cầu\n- Để biết.\n"
        "2. Nội dung\n2.1. Chuyên mục Mẫu\na) Nội dung\n- Một.\n"
        "b) Tần suất: hằng tuần trên Trang TTĐT xã\n"
        "3. Kinh phí\n5.000.000đ\n4. Tổ chức thực hiện\n- UBND xã: chủ trì thực hiện.\n"
    )
    read = data(plan)
    assert columns(plan) == [("Mẫu", 1)]
    assert [one["text"] for one in read["aims"]] == ["Để biết."]
    assert read["funding"]["amount"] == 5_000_000
    assert [one["unit"] for one in read["assignments"]] == ["UBND xã"]


def test_missing_parts_of_a_column_are_findings():
    found = [code for code, _ in codes(BODY)]
    assert found[-2:] == ["column_without_channels", "column_without_cadence"]


def test_missing_columns_are_an_error():
    plan = "KẾ HOẠCH\nphòng chống cháy rừng năm 2025\n\nI. MỤC ĐÍCH\n- Để an toàn.\n"
    assert ("no_columns", 1) in codes(plan)


def test_terms_said_once_hold_for_all_columns():
    plan = (
        "KẾ HOẠCH\ntuyên truyền năm 2025\n\nII. NỘI DUNG\n1. Chuyên mục Mẫu\n"
        "a) Nội dung: Một\n2. Chuyên mục Khác\na) Nội dung: Hai\n"
        "III. HÌNH THỨC, TẦN SUẤT\n1. Hình thức: Tin trên Cổng TTĐT xã.\n"
        "2. Tần suất\n- Cổng TTĐT: hằng tuần\n"
    )
    periods = [
        [(one["channel"]["whose"], one["period"]) for one in column["cadences"]]
        for column in data(plan)["columns"]
    ]
    assert periods == [[(["commune"], "week")]] * 2


def test_heading_that_is_wrapped_is_one_heading():
    plan = BODY.replace("II. NỘI DUNG", "II. NỘI DUNG VÀ HÌNH THỨC CỦA\nCÁC CHUYÊN MỤC")
    assert without_lines(data(plan)["columns"]) == without_lines(data(BODY)["columns"])


def test_amount_is_in_dong():
    for written, amount in [
        ("35.500.000 đồng", 35_500_000),
        ("12,5 triệu đồng", 12_500_000),
        ("5.000.000đ", 5_000_000),
    ]:
        plan = f"{BODY}III. KINH PHÍ\nTổng kinh phí: {written}.\n"
        assert data(plan)["funding"]["amount"] == amount


def test_signature_in_two_columns_is_read():
    read = data(text("ubnd"))
    assert read["signer"] == {
        "on_behalf_of": "Ủy ban nhân dân",
        "role": "Phó Chủ tịch",
        "name": "Nguyễn Văn Mẫu",
    }


def test_annex_is_unread():
    plan = BODY + "PHỤ LỤC\nBảng kê\n"
    assert [one["text"] for one in data(plan)["unread"]] == ["PHỤ LỤC", "Bảng kê"]


def test_findings_speak_both_languages():
    from toasoan.planning.reader import as_json, read_plan

    draft = read_plan("I. MỤC ĐÍCH\n- Một.\n")
    assert [one["message"] for one in as_json(draft, "en")["findings"]][-1] == (
        "No column was found in the document."
    )


def test_every_message_has_both_languages():
    from toasoan.planning.reader.messages import EN, REFUSALS_EN, REFUSALS_VI, VI

    assert (VI.keys(), REFUSALS_VI.keys()) == (EN.keys(), REFUSALS_EN.keys())


def test_text_beyond_any_plan_stays_unread():
    plan = f"{BODY}- {'a' * 9000}\n"
    assert [one["line"] for one in data(plan)["unread"]] == [8]


def test_part_about_something_else_does_not_feed_the_last_column():
    plan = (
        f"{TITLE}II. NHIỆM VỤ\n1. Các chuyên mục\n1.1. Chuyên mục Mẫu\n"
        "a) Tần suất: hằng tuần trên fanpage của xã\n2. Chế độ báo cáo\n"
        "- Hằng quý báo cáo cấp trên.\n"
    )
    read = data(plan)
    assert [one["period"] for one in read["columns"][0]["cadences"]] == ["week"]
    assert [one["line"] for one in read["unread"]] == [5, 8, 9]
