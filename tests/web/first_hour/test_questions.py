"""Five questions, the weightiest, and not all of the same thing."""

from timonerie.web.first_hour.sheet.questions import chosen
from timonerie.web.first_hour.sheet.shapes import Question


def asked(part: str, weight: float, text: str = "") -> Question:
    return Question(text=text or f"{part} {weight}", part=part, weight=weight)


def texts(*candidates: Question) -> list[str]:
    return [one.text for one in chosen(candidates)]


def test_the_weightiest_come_first() -> None:
    assert texts(asked("a", 1), asked("b", 3), asked("c", 2)) == ["b 3", "c 2", "a 1"]


def test_no_part_asks_more_than_two() -> None:
    contracts = [asked("contrats", 10 - rank) for rank in range(4)]
    assert texts(*contracts, asked("délais", 1)) == ["contrats 10", "contrats 9", "délais 1"]


def test_never_more_than_five_and_fewer_where_less_is_known() -> None:
    assert len(texts(*(asked(str(rank), rank) for rank in range(9)))) == 5
    assert texts() == []


def test_questions_of_one_weight_keep_one_order() -> None:
    some = [asked("a", 1, "z"), asked("b", 1, "m"), asked("c", 1, "a")]
    assert texts(*some) == texts(*reversed(some)) == ["a", "m", "z"]
