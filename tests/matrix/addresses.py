"""The objects that an address names, for every origin."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.foundations.documents.papers import hostile
from tests.matrix.routes import Route
from tests.matrix.world import ARCHIVED, CLOSED, MONTH, VARIANTS, Firm

NOWHERE = UUID("00000000-0000-4000-8000-000000000000")
#: What the unit of an address is.
LEVELS = {"equipes/": "team", "regions/": "region"}
#: Pages of an activity that are about it wherever it is done.
JUDGED = ("evaluer/", "decider/", "couts/", "garde-fous/", "/evaluation", "/decisions")
#: Pages of a provider that are told as what is signed with it.
SIGNED = (
    *("sous-traitants/", "propositions/", "missions/", "/subcontractors", "/tiers"),
    *("recadrages/", "chronologie", "renegocier", "/known-facts", "/chronology"),
    *("sous-traitants/", "propositions/", "missions/", "/rapports/"),
    *("sous-traitants/", "propositions/", "missions/", "paroles/noter/"),
    *("/subcontractors", "/tiers"),
)
#: Kinds of lists and of archives that an address goes through.
KINDS = {
    "importer/": "unites",
    "lists/": "unites",
    "archives/": "unite",
    "periodes/": "mois",
    "documents/": "pdf",
}

BACK = ("reprendre", "restore")
"""Ends of the addresses about what is archived."""

RULE = {"title": "point", "day": 5, "model": "it", "start_date": "2026-01-01"}
STEP = {
    "title": "étape",
    "side": "ours",
    "base": "end",
    "days": 1,
    "start_date": "2027-01-01",
    "version": 1,
}

BODIES: dict[str, object] = {
    "indicators": {"definition": {}},
    "targets": {"start_date": "2026-01-01", "low": 0.9},
    "close": {
        "kind": "month",
        "start": "2025-12-01",
        "state": "settled",
        "outcome": "réglé",
        "version": 1,
    },
    "reopen": {"kind": "month", "start": CLOSED, "version": 1},
    "triage": {"version": 1, "state": "watch"},
    "read": {"mapping": {}},
    "accept": {},
    "values": {"values": {}},
    "statements": {"work": "payroll", "title": "cahier"},
    "versions": {"definition": {}, "version": 1},
    "lines": {
        "section": 1,
        "kind": "text",
        "title": "ligne",
        "text": "",
        "placed": {},
        "version": 1,
    },
    "<line_id>": {"title": "ligne", "version": 1},
    "posts": {"version": 1},
    "evaluation": {"notes": {}},
    "decisions": {"choice": "wait", "review_date": "2027-01-01"},
    "<ritual_id>": {"version": 1, "name": "Codir"},
    "answers": {"state": "held"},
    "commitments": {"what": "engagement", "promised_for": "2099-01-01"},
    "promises": {"version": 1, "day": "2099-02-01", "reason": "motif"},
    "keep": {"version": 1, "on": "2026-03-02"},
    "miss": {"version": 1, "reason": "motif"},
    "drop": {"version": 1, "reason": "motif"},
    "incidents": {"what": "panne", "known_at": "2026-02-03T08:00:00Z"},
    "contracts": {"name": "contrat"},
    "<contract_id>": {"name": "contrat", "version": 1},
    "prices": {"title": "prix", "recurrence": "month", "amount": 1, "start_date": "2026-01-01"},
    "<price_id>": {"title": "prix", "recurrence": "month", "amount": 1, "start_date": "2026-01-01"},
    "index-values": {"index": "Syntec", "month": "2026-01-01", "value": "1", "source": "lu"},
    "shares": {"key": "equal", "start_date": "2026-01-01", "shares": [{"site": str(NOWHERE)}]},
    "contract": {"contract": None},
    "approvals": {"version": 1},
    "signature": {"version": 1, "signed_date": "2026-02-01", "signed_by": "Alice"},
    "notice": {"version": 1, "day": "2026-02-01", "proof": "recommandé"},
    "undo": {"version": 1},
    "amendments": {"version": 1, "effect_date": "2026-02-01", "title": "avenant"},
    "suspensions": {"version": 1, "first_date": "2026-02-01", "last_date": "2026-02-02"},
    "<number>": {"version": 0, "state": "absent"},
    "settle": {"version": 1, "state": "waived", "reason": "panne"},
    "levels": {"title": "niveau"},
    "<proof_id>": {"version": 1, "given_on": "2026-01-05", "text": "rapport"},
    "duty-documents": {"kind": "VIGILANCE"},
    "check": {"proof": "vu"},
    "judgement": {"decision": "accept", "version": 1},
    "questions": {"text": "Et Lyon ?"},
    "replies": {"text": "Oui"},
    "notes": {"text": "À revoir"},
    "handing-over": {"on": "2026-01-05"},
    "links": {"recipient": "Léa"},
    "report-rules": RULE,
    "<report_rule_id>": RULE,
    "<report_line_id>": {"version": 1},
    "<finding_id>": {"version": 1, "opinion": ""},
    "sheet": {"version": 1},
    "tiers": {"tier": 2, "reason": "essai"},
    "subcontractors": {"name": "Essai", "task": "saisie"},
    "decision": {
        "version": 1,
        "choice": "renew",
        "reason": "motif",
        "state": "accepted",
        "day": "2026-01-01",
    },
    "challenges": {"title": "recadrage"},
    "<challenge_id>": {"title": "recadrage", "version": 1},
    "facts": {"typed": []},
    "withdraw": {"reason": "erreur"},
    "<challenge_id>/steps": {"rung": "request", "version": 1},
    "sendings": {"sent_on": "2026-01-05", "sent_by": "Alice", "carriage": "email"},
    "<step_id>/replies": {"text": "réponse", "received_on": "2026-01-05"},
    "<deliverable_id>": {"version": 1, "state": "due"},
    "<presence_id>": {"version": 1, "confirmed_halves": 0},
    "choice": {"weekly": True, "daily": True, "quiet_days": [], "version": 0},
    "absences": {"start_date": "2026-02-01", "end_date": "2026-02-02"},
    "cancel": {"absence": str(NOWHERE)},
    "start": {"job": str(NOWHERE)},
    "rolls": {"month": "2026-01-01"},
    "cycles": {"title": "cycle", "start_date": "2026-01-01"},
    "<cycle_id>": {"title": "cycle", "start_date": "2026-01-01", "version": 1},
    "<cycle_id>/steps": STEP,
    "<cycle_step_id>": STEP,
    "remove": {"start_date": "2027-01-01", "version": 1},
    "runs": {"day": "2026-02-01", "reference": "ARR-1"},
    "<cycle_id>/links": {"recipient": "Paul"},
    "flashes": {"site": str(NOWHERE), "week": "2026-03-02", "key": "cle-de-la-matrice"},
    "corrections": {"key": "cle-de-correction", "reason": "motif", "facts": ["fait"]},
    "answer": {"text": "réponse", "version": 1},
    "owner": {"owner": str(NOWHERE), "due_date": "2027-01-01", "version": 1},
    "flash-rules": {"weekday": 3, "hour": 12, "start": "2027-01-01"},
    "<company>/replies": {
        "metric": "sla_met",
        "provider": str(NOWHERE),
        "month": "2026-02-01",
        "text": "réponse",
    },
    "<reply_id>": {"text": "réponse", "version": 1},
    "withdrawal": {"version": 1},
    "thumbs": {"kind": "deliverable", "id": str(NOWHERE), "day": "2026-02-01", "is_up": True},
    "<incident_id>": {
        "what": "panne",
        "known_at": "2026-02-03T08:00:00Z",
        "version": 1,
    },
}
"""What a gesture of the API is given, by the end of its address: without it, the request is refused
for what it says before who says it."""

Values = dict[str, object]


def kind_of(route: Route) -> str:
    """What the address names; empty for a page of the company."""
    if "chiffre/" in route.address:
        return "spoken" if "paroles/" in route.address else "figure"
    if route.address.endswith("archive.zip"):
        return "archive"
    if "activity_id" in route.parameters and any(word in route.address for word in JUDGED):
        return "judged"
    if "provider_id" in route.parameters and any(word in route.address for word in SIGNED):
        return "signed_provider"
    for name in route.parameters:
        if name == "unit_id":
            return next((LEVELS[word] for word in LEVELS if word in route.address), "site")
        if name == "row_id":
            return "site"
        if name in ("source_id", "case"):
            return "case"
        if name.endswith("_id"):
            return name.removesuffix("_id")
    return ""


def of(route: Route, *, firm: Firm, other: Firm) -> Iterator[tuple[str, Values]]:
    """(origin, values of the parameters)."""
    kind = kind_of(route)
    own = _values(route, kind, firm, firm.objects["own"])
    if not kind:
        yield "own", own
        return
    known = set()
    for variant in VARIANTS:
        values = _values(route, kind, firm, firm.objects[variant])
        if str(values) not in known:
            known.add(str(values))
            yield variant, values
    yield "foreign", _values(route, kind, firm, other.objects["own"])
    yield "deleted", {name: _gone(name, value) for name, value in own.items()}


def _values(route: Route, kind: str, firm: Firm, objects: Mapping[str, Any]) -> Values:
    found: Values = {}
    for name in route.parameters:
        if name == "company":
            found[name] = firm.company.slug
        elif name == "kind":
            found[name] = next(KINDS[word] for word in KINDS if word in route.address)
        elif name == "start":
            found[name] = CLOSED
        elif name == "code":
            found[name] = ARCHIVED if route.address.rstrip("/").endswith(BACK) else "sla_met"
        elif name == "case":
            found[name] = objects["case"]
        elif name == "source_id":
            found[name] = objects["source"].public_id
        elif name == "rung":
            found[name] = "request"
        elif name == "number":
            found[name] = 1
        else:
            found[name] = objects[_part(route, name, kind)].public_id
    if kind in ("figure", "spoken"):
        site, provider = objects["site"].public_id, objects["provider"].public_id
        found["query"] = f"?mois={MONTH}&site={site}&prestataire={provider}"
    if route.address.endswith("lignes/nouvelle/"):
        found["query"] = "?article=1&nature=text"
    if route.is_api and route.address.endswith("lines/<line_id>"):
        found["query"] = "?version=1"
    if "recherche/" in route.address:
        found["query"] = "?q=CANARI"
    if route.address.endswith("/results"):
        found["query"] = "?first=2026-01-01&last=2026-02-28"
    return found


def _part(route: Route, name: str, kind: str) -> str:
    """What one identifier of an address names, where it holds several."""
    if kind not in ("statement", "offer", "contract"):
        return kind
    if name == "offer_id" and "liens/<" in route.address:
        return "invited"
    return "statement_line" if name == "line_id" else name.removesuffix("_id")


def _gone(name: str, value: object) -> object:
    if name == "query":
        return f"?mois={MONTH}&site={NOWHERE}" if "site=" in str(value) else value
    if name.endswith("_id"):
        return NOWHERE
    return "disparu" if name == "case" else value


#: What the end of an address is given as a file.
FILES = {
    "files": ("732829320FEC20251231.txt", b"JournalCode\n"),
    "payroll-declarations": ("paie.dsn", b"dossier;date\n"),
    "papers": ("contrat.pdf", hostile.with_form()),
    "contract-lists": ("contrats.csv", b"Objet\nPaie\n"),
    "<kind>": ("unites.csv", b"niveau;nom\nsite;Brest\n"),
}


def sent(route: Route) -> tuple[bytes, str]:
    """(body, type) of what a gesture is given."""
    end = route.address.rsplit("/", 1)[-1]
    if end in FILES:
        name, content = FILES[end]
        file = SimpleUploadedFile(name, content)
        return encode_multipart(BOUNDARY, {"file": file}), MULTIPART_CONTENT
    if end == "batches":
        file = SimpleUploadedFile("envoi.csv", b"case;received\n")
        return encode_multipart(BOUNDARY, {"file": file, "source": "essai"}), MULTIPART_CONTENT
    after = "/".join(route.address.rsplit("/", 2)[-2:])
    body = BODIES.get(after, BODIES.get(end, {}))
    return json.dumps(body).encode(), "application/json"
