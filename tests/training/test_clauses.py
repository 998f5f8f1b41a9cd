"""Whole regulations read clause by clause: what is no norm in them is learned too, and doubt teaches nothing."""

from pathlib import Path

from lawcheck.training.clauses import ClauseLabel, read_clauses, score_clauses, starting_at
from lawcheck.training.dataset import case_of, document_rows

CORPUS = Path(__file__).parents[2] / "corpus"
DUTY, TASK, DOUBT = (
    "Hộ kinh doanh phải đóng cửa trước 22 giờ hằng ngày.",
    "Sở Công Thương tổng hợp, báo cáo.",
    "Các cơ quan phối hợp chặt chẽ.",
)
TEXT = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 12/2025/QĐ-UBND\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\nQuy định quản lý chợ\n\n"
    f"Điều 1. Quản lý chợ\n1. {DUTY}\n2. {TASK}\n3. {DOUBT}\n"
)
LABELS = (
    ClauseLabel(f"1. {DUTY}", "co", "high"),
    ClauseLabel(f"2. {TASK}", "khong", "low"),
    ClauseLabel(f"3. {DOUBT}", "ranh_gioi", "low"),
)
RECORD = {"id": "a", "kind": "vbqppl", "qppl": "co", "qppl_provisions": [], "note": ""}


def test_every_clause_teaches_as_it_was_read() -> None:
    rows = {row.clause: row for row in document_rows(RECORD, TEXT, "qppl", LABELS)}
    duty, task, doubt = (rows[f"dieu-1/khoan-{number}"] for number in (1, 2, 3))
    assert (duty.label, duty.weight, bool(duty.belongs)) == (1, 1.0, True)
    assert (task.label, task.weight, task.belongs) == (0, 0.5, "")
    assert doubt.weight == 0


def test_without_labels_a_regulation_says_nothing_of_what_is_no_norm() -> None:
    assert all(row.weight == 0 for row in document_rows(RECORD, TEXT, "qppl"))


def test_a_task_told_costs_precision_and_doubt_nothing() -> None:
    def report(*clauses: int) -> dict[str, object]:
        return {"findings": [{"group": "qppl", "location": {"node": f"dieu-1/khoan-{number}"}} for number in clauses]}

    figures = score_clauses([(case_of(TEXT), LABELS, report(1, 2, 3))], "x")
    assert figures == {"x_precision": 0.5, "x_recall": 1.0, "x_f1": 2 / 3, "x_n": 2.0}


def test_the_labels_stand_at_the_beginning_of_clauses() -> None:
    labels = read_clauses(CORPUS)
    placed = missed = 0
    for document, read in labels.items():
        case = case_of((CORPUS / "documents" / f"{document}.txt").read_text(encoding="utf-8"))
        begins = {node.span.start for node in case.nodes.values() if case.clause(node) is node}
        found = starting_at(read, case.document.text)
        placed += sum(start in begins for start in found)
        missed += len(read) - sum(start in begins for start in found)
    assert placed > 2600 and missed <= placed / 50
