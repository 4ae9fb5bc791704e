"""Drafts: what is proposed for a file that nobody has mapped."""

from pathlib import Path

import pytest

from tests.domains.facts import files
from tests.domains.facts.test_xes import LOG
from timonerie.domains.facts.enums import Field, Kind
from timonerie.domains.facts.rules.drafts import Draft, draft, draft_of
from timonerie.domains.facts.rules.mapping import Mapping, MappingError
from timonerie.domains.facts.rules.previews import first_facts
from timonerie.domains.facts.rules.synonyms import likeness, words_of
from timonerie.foundations.documents.connectors import open_file

FRENCH = """N° dossier;Date de réception;Date de résolution;Échéance;Agence;Prestataire;Montant TTC;Dans les délais;Libellé
D-001;05/01/2026 09:00;31/01/2026 10:00;06/01/2026 09:00;Lyon;Acme;1 200,00;non;abc
D-002;06/01/2026 09:00;;07/01/2026 09:00;Brest;Acme;90,50;oui;n/a
D-003;07/01/2026 09:00;08/01/2026 10:00;08/01/2026 09:00;Lyon;Zénith;10,00;non;ghi
"""  # noqa: E501

ENGLISH = """ticketId;openedAt;updated_at;assignment_group;state
1;2026-01-05 09:00;2026-01-05 09:00;Desk;New
1;2026-01-05 09:00;2026-01-06 09:00;Network;Done
2;2026-01-06 09:00;2026-01-06 10:00;Desk;New
"""


def _draft(folder: Path, content: str, name: str = "envoi.csv") -> Draft:
    return draft_of(open_file(files.text_file(folder, content, name), name))


def test_french_columns_are_recognised(tmp_path: Path) -> None:
    drafted = _draft(tmp_path, FRENCH)

    assert drafted.data["columns"] == {
        "case": "N° dossier",
        "received": "Date de réception",
        "resolved": "Date de résolution",
        "due": "Échéance",
        "site": "Agence",
        "provider": "Prestataire",
        "amount": "Montant TTC",
        "on_time": "Dans les délais",
    }
    assert drafted.data["kind"] == "cases"
    assert drafted.data["dates"] == ["%d/%m/%Y %H:%M"]
    assert drafted.data["missing"] == ["", "n/a"]


def test_the_next_file_may_come_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "mars.csv").write_bytes(FRENCH.encode("cp1252"))
    mapping = draft_of(open_file(tmp_path / "mars.csv", "mars.csv")).mapping(zone="Europe/Paris")
    (tmp_path / "avril.csv").write_text(FRENCH, encoding="utf-8")

    assert mapping.encoding is None
    assert files.read(tmp_path / "avril.csv", mapping).rejects == []


def test_the_column_of_the_guide_is_recognised() -> None:
    assert likeness("Délai tenu", Field.ON_TIME) == 1


def test_log_of_events_is_recognised_by_its_repeated_key(tmp_path: Path) -> None:
    drafted = _draft(tmp_path, ENGLISH)

    assert drafted.data["kind"] == "events"
    assert drafted.data["fold"] == {"order": ["updated_at"]}
    assert drafted.data["columns"] == {
        "case": "ticketId",
        "event": "updated_at",
        "received": "openedAt",
        "team": "assignment_group",
    }


def test_log_in_xes_is_recognised(tmp_path: Path) -> None:
    mapping = _draft(tmp_path, LOG, "journal.xes").mapping(zone="Europe/Paris")

    assert mapping.columns[Field.CASE] == "case:concept:name"


def test_zone_is_left_to_be_told(tmp_path: Path) -> None:
    drafted = _draft(tmp_path, FRENCH)

    assert 'zone = ""' in drafted.to_toml()
    with pytest.raises(MappingError, match="zone"):
        Mapping.from_toml(drafted.to_toml())
    assert Mapping.from_toml(drafted.to_toml(), default_zone="Europe/Paris").zone == "Europe/Paris"


def test_each_proposal_has_its_reason_above_it(tmp_path: Path) -> None:
    lines = _draft(tmp_path, FRENCH).to_toml().splitlines()

    above = lines[lines.index('site = "Agence"') - 1]
    assert above == "# Le nom «\u00a0Agence\u00a0» et son contenu."


def test_name_proposes_and_contents_dispose() -> None:
    rows = [[f"D{n}", "bientôt"] for n in range(5)]

    assert draft(["dossier", "date de réception"], rows, "csv").data["columns"] == {
        "case": "dossier"
    }


def test_nameless_columns_are_found_by_their_contents() -> None:
    rows = [[f"X{n}", f"2026-01-{n:02}", "a"] for n in range(1, 9)]

    drafted = draft(["c1", "c2", "c3"], rows, "csv")

    assert drafted.data["columns"] == {"case": "c1", "received": "c2"}
    assert all("nom" not in proposal.reason for proposal in drafted.proposals)


def test_repeated_key_without_a_date_is_not_a_log() -> None:
    drafted = draft(["dossier", "site"], [["1", "Lyon"], ["1", "Brest"], ["2", "Lyon"]], "csv")

    assert drafted.mapping(zone="UTC").kind is Kind.CASES
    assert "vérifiez" in drafted.kind_reason


def test_file_without_a_row_gives_a_draft_that_does_not_stand() -> None:
    with pytest.raises(MappingError, match=r"columns\.case"):
        draft(["a", "b"], [], "csv").mapping(zone="UTC")


def test_words_of_a_name_ignore_accents_case_and_small_words() -> None:
    assert words_of("Date_de Réception") == words_of("dateReception") == {"date", "reception"}
    assert likeness("sys_updated_at", Field.EVENT) == 1
    assert likeness("montant", Field.SITE) == 0


def test_preview_shows_the_first_cases_with_all_their_events(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, ENGLISH)
    mapping = _draft(tmp_path, ENGLISH).mapping(zone="UTC")

    (fact,) = first_facts(files.read(path, mapping), mapping, limit=1)

    assert (fact["case"], fact["events"], fact["team"]) == ("1", 2, "Network")
    assert "amount" not in fact
