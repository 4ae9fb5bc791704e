"""Every gap, every fault and every change of a statement of work has a French sentence."""

import re
from pathlib import Path

import pytest

from timonerie.domains.sourcing import statement_sentences
from timonerie.domains.sourcing.rules.statements import line_gaps, values, whole_gaps
from timonerie.domains.sourcing.rules.statements.diffing import ChangeKind
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity
from timonerie.domains.sourcing.rules.statements.whole_gaps import TOPICS

#: What some codes find, where it is not a word as somebody wrote it.
FOUND = {
    "kind_elsewhere": "price",
    "privacy_topic_missing": "fate",
    "hours_tracked": "feuille de temps",
}


def codes() -> set[str]:
    """Codes of gaps as the rules write them."""
    source = "".join(
        Path(module.__file__ or "").read_text(encoding="utf-8")
        for module in (line_gaps, whole_gaps)
    )
    named = {code for needs in line_gaps.REQUIRED.values() for _, code, _ in needs}
    return named | set(
        re.findall(r"of_(?:line|section)\([^\"()]*(?:\.\w+)?[^\"()]*\"(\w+)\"", source)
    )


def test_the_sentences_are_those_of_the_gaps() -> None:
    assert set(statement_sentences._GAPS) == codes()


@pytest.mark.parametrize("code", sorted(statement_sentences._GAPS))
def test_a_gap_is_said_in_a_whole_sentence(code: str) -> None:
    found = FOUND.get(code, "etc.")
    told = statement_sentences.gap(Gap(code, Severity.BLOCKS, "", 7, found))
    assert told[0].isupper() or told[0] == "«"
    assert told.endswith((".", "?"))
    assert "%(" not in told


def test_a_vague_word_is_said_with_what_to_write_instead() -> None:
    told = statement_sentences.gap(Gap("vague_word", Severity.MEND, "", 7, "Régulièrement"))
    assert "«\u00a0Régulièrement\u00a0»" in told
    assert "Fixez la cadence" in told


def test_a_blank_is_said_by_its_question() -> None:
    blank = Gap("blank_left", Severity.BLOCKS, "", 7, "[à compléter : qui ?]")
    assert statement_sentences.gap(blank) == "Il reste à compléter\u00a0: qui ?"


def test_a_fault_of_a_value_names_the_value() -> None:
    told = statement_sentences.gap(Gap("value_not_a_number", Severity.BLOCKS, "", 4, "bands.1.to"))
    assert told == "«\u00a0fin de plage\u00a0» attend un nombre."


def test_every_fault_and_every_value_has_its_words() -> None:
    given = {*values._CODES.values(), *values._OURS, "not_of_this_shape", "not_json"}
    assert set(statement_sentences._FAULTS) == given
    shapes: list[type[values.Shape]] = [*values.SHAPES.values(), values.Band]
    names = {field.alias or name for shape in shapes for name, field in shape.model_fields.items()}
    assert [name for name in names if name not in statement_sentences._fields()] == []
    assert statement_sentences.field_name("inconnu") == "inconnu"


def test_levels_changes_and_topics_have_their_words() -> None:
    said = [statement_sentences.severity(one) for one in Severity]
    said += [statement_sentences.change_kind(one) for one in ChangeKind]
    said += [statement_sentences.topic(one) for one in TOPICS]
    assert len(set(said)) == len(Severity) + len(ChangeKind) + len(TOPICS)
