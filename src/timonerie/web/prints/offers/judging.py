"""The parts of the memo where people judged: conformity, notes, ranking, who thinks otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing import offer_sentences
from timonerie.domains.sourcing.enums import Conformity
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.queries.offer_comparison import Compared
from timonerie.domains.sourcing.rules.offers import dissent as rules
from timonerie.domains.sourcing.rules.offers.comparisons import PRICE
from timonerie.domains.sourcing.rules.offers.marks import Mark
from timonerie.foundations.printing.documents.shapes import Block, Bullets, Grid, Note, Paragraph
from timonerie.foundations.wording import formats
from timonerie.web import offer_words


def conformity(found: Compared) -> list[Block]:
    asked = [one.line for one in found.asked if one.way == "conformity"]
    rows, departures = [], []
    for one in found.offers:
        answers = {line.key: one.answers.get(line.key) for line in asked}
        counts = Counter(each.conformity if each else "" for each in answers.values())
        rows.append((one.offer.bidder, *(str(counts[each.value]) for each in Conformity)))
        departures += [
            (one.offer.bidder, found.names[key], str(Conformity(each.conformity).label), each.text)
            for key, each in answers.items()
            if each and each.conformity in (Conformity.PARTLY, Conformity.NO)
        ]
    header = (_("Candidat"), *(str(each.label) for each in Conformity))
    told: list[Block] = [Grid(header, tuple(rows), _("Réponses, en nombre de lignes"))]
    if departures:
        header = (_("Candidat"), _("Ligne"), _("Réponse"), _("Ce que dit l’offre"))
        told.append(Grid(header, tuple(departures), _("Ce qui n’est pas conforme, ou en partie")))
    return told


def notes(found: Compared) -> list[Block]:
    return [*_averages(found), *_interests(found), *_by_assessor(found)]


def _averages(found: Compared) -> Iterator[Block]:
    whole = sum(found.weighing.criteria.values()) + found.weighing.price
    rows = []
    for line in found.criteria:
        share = found.weighing.criteria.get(line.key, 0.0) / whole if whole else 0.0
        averaged = [one.averages[line.key].value for one in found.offers]
        told = map(offer_words.mark, averaged)
        rows.append((line.title, formats.percent(share, decimals=0), *told))
    if rows:
        names = (one.offer.bidder for one in found.offers)
        header = (_("Critère"), _("Poids"), *names)
        yield Grid(header, tuple(rows), _("Moyenne des notes qui comptent, de 0 à 4"))


def _interests(found: Compared) -> Iterator[Block]:
    if not found.interests:
        yield Note(_("Aucun évaluateur n’a déclaré ses intérêts : qui l’a fait de vive voix ?"))
        return
    told = []
    for one in found.interests:
        said = one.text if one.has_conflict else _("aucun intérêt")
        told.append(_("%(name)s : %(said)s") % {"name": one.assessor, "said": said})
    yield Paragraph(_("Intérêts déclarés :"))
    yield Bullets(tuple(told))


def deciding(found: Compared, chosen: Offer | None) -> Iterator[Block]:
    """Who decided although they had declared an interest; an offer keeps their name alone."""
    for one in found.interests:
        if chosen is not None and one.has_conflict and one.assessor == chosen.decided_by:
            words = {"name": one.assessor, "said": one.text}
            words |= {"day": formats.day(timezone.localdate(one.at))}
            yield Note(
                _("%(name)s, qui a décidé, a déclaré un intérêt le %(day)s : %(said)s") % words
            )


def _by_assessor(found: Compared) -> Iterator[Block]:
    counting = _counting(found)
    offers = {one.offer.pk: one.offer.bidder for one in found.offers}
    titles = found.names
    rows = tuple(
        (
            one.assessor,
            offers[one.offer_id],
            titles.get(str(one.criterion_key), ""),
            str(one.value),
            one.reason or _("sans motif"),
            _("oui") if str(one.user_id) in counting else _("non"),
        )
        for one in found.marks
    )
    if not rows:
        yield Note(_("Personne n’a noté : qui le fait, et sur quoi ?"))
        return
    header = (_("Évaluateur"), _("Offre"), _("Critère"), _("Note"), _("Motif"), _("Compte"))
    yield Grid(header, rows, _("Notes de chacun"))


def _counting(found: Compared) -> set[str]:
    return {str(one.user_id) for one in found.interests if not one.has_conflict}


def ranking(found: Compared) -> list[Block]:
    names = offer_words.names(found)
    if found.comparison is None:
        fault = offer_sentences.fault(found.fault, names) if found.fault else ""
        return [Note(fault)]
    rows = tuple(
        (
            names[one.key],
            offer_sentences.state(one),
            str(one.rank) if one.rank else "—",
            " ".join(offer_sentences.reasons(one, names)) or "—",
        )
        for one in found.comparison.standings
    )
    header = (_("Candidat"), _("Score"), _("Rang"), _("À savoir"))
    return [
        Grid(header, rows, _("Classement sous les volumes attendus")),
        Bullets(tuple(offer_sentences.sentences(found.comparison, names))),
        Paragraph(offer_sentences.price_formula(), is_soft=True),
    ]


def dissent(found: Compared, chosen: Offer | None) -> list[Block]:
    """Assessors whose own notes put another offer first."""
    told = list(_dissenting(found, chosen)) if chosen else []
    if told:
        return [Bullets(tuple(told))]
    return [Note(_("Quelqu’un est-il d’un autre avis ? Qui, et pourquoi ?"))]


def _dissenting(found: Compared, chosen: Offer) -> Iterator[str]:
    if found.comparison is None:
        return
    marks: dict[str, list[Mark]] = defaultdict(list)
    keys = {one.offer.pk: one.key for one in found.offers}
    for one in found.marks:
        told = Mark(str(one.user_id), str(one.criterion_key), one.value, one.reason)
        marks[keys[one.offer_id]].append(told)
    weights = {**found.weighing.criteria, PRICE: found.weighing.price}
    names = {str(one.user_id): one.assessor for one in found.marks}
    favourites = rules.favourites(
        marks, found.comparison.standings, weights, counting=_counting(found)
    )
    for who, first in favourites.items():
        if str(chosen.public_id) not in first:
            offers = ", ".join(found.names[key] for key in first)
            yield _("Les notes de %(name)s mettent en tête : %(offers)s.") % {
                "name": names[who],
                "offers": offers,
            }
