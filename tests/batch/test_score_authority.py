"""What counts as the provision that assigns a regulation to the authority that issues it."""

import pytest

from lawcheck.batch.score_authority import AuthorityReading, authority_lines, named_in, score_authorities

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\nSố: 12/2025/QĐ-UBND\n\nQUYẾT ĐỊNH\nQuy định hỗ trợ\n\n"


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("Căn cứ khoản 3 Điều 12 Nghị định số 80/2021/NĐ-CP;\n", "khoản 3 Điều 12 Nghị định số 80/2021/NĐ-CP"),
        ("Căn cứ Nghị định số 80/2021/NĐ-CP, khoản 2 Điều 5 Nghị định số 39/2018/NĐ-CP;\n", "khoản 2 Điều 5 Nghị định số 39/2018/NĐ-CP"),
        (
            "Điều 1. Phạm vi điều chỉnh\n\nQuyết định này quy định trình tự, thủ tục hỗ trợ theo quy định tại khoản 2 Điều 40 Nghị định số 146/2025/NĐ-CP.\n",
            "khoản 2 Điều 40 Nghị định số 146/2025/NĐ-CP",
        ),
        (
            "Điều 1. Phạm vi điều chỉnh\n\nQuyết định này quy định chi tiết một số nội dung, gồm:\n\n1. Giao tài sản theo quy định tại Điều 44 Nghị định số 186/2025/NĐ-CP.\n",
            "Điều 44 Nghị định số 186/2025/NĐ-CP",
        ),
        (
            "Điều 2. Mức hỗ trợ\n\n1. Mức hỗ trợ do tỉnh quyết định, được giao quy định tại khoản 4 Điều 7 Nghị định số 10/2024/NĐ-CP.\n",
            "khoản 4 Điều 7 Nghị định số 10/2024/NĐ-CP",
        ),
    ],
)
def test_the_assigning_provision_is_found(text: str, citation: str) -> None:
    whole = HEAD + text
    found = named_in(whole)
    assert found is not None and found.of(whole) == citation


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;\n",
        "Căn cứ Nghị định số 16/2009/NĐ-CP sửa đổi, bổ sung khoản 2 Điều 8 Nghị định số 13/2008/NĐ-CP;\n",
        "Điều 1. Phạm vi điều chỉnh, đối tượng áp dụng\n\n1. Phạm vi điều chỉnh\n\nQuyết định này quy định trình tự hỗ trợ.\n\n2. Đối tượng áp dụng\n\na) Doanh nghiệp theo quy định tại Điều 5 Nghị định số 80/2021/NĐ-CP.\n",
        "Điều 4. Thủ tục\n\n1. Làm thủ tục nhập cảnh theo quy định tại khoản 1 Điều 8 Nghị định số 234/2025/NĐ-CP.\n",
        "Điều 4. Hồ sơ\n\n1. Cán bộ giao nộp hồ sơ theo đúng quy định tại Điều 9 Nghị định số 30/2020/NĐ-CP.\n",
    ],
)
def test_a_law_without_an_article_a_title_and_a_rule_to_follow_assign_nothing(text: str) -> None:
    assert named_in(HEAD + text) is None


def reading(wanted: str | None, found: str | None, *, right: bool) -> AuthorityReading:
    return AuthorityReading(document="d", sets_procedure=True, wanted=wanted, found=found, right=right)


def test_another_article_than_the_labelled_one_is_wrong_and_missed() -> None:
    readings = [reading("Điều 5", "Điều 9", right=False), reading("Điều 5", "Điều 5", right=True), reading(None, None, right=False)]
    scores = score_authorities(readings)
    assert (scores["authority_precision"], scores["authority_recall"], scores["authority_n"]) == (0.5, 0.5, 3.0)
    assert list(authority_lines(readings)) == ["điều khoản giao d: nhãn “Điều 5”; chương trình “Điều 9”"]
