"""What an org chart leaves open, each as a question in words."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Person, Seat
from timonerie.domains.organisation.operations.imports.org_chart import lines
from timonerie.domains.organisation.operations.imports.org_chart.lines import Entry
from timonerie.domains.organisation.operations.imports.shapes import Question
from timonerie.engine.org_charts.tree import Tree

SITES, VACANT, GUESSES = "sites", "vacants", "rapprochements"
"""The choices of a whole file that settle some of them."""
_SHOWN = 8


def of_sites(unknown: Mapping[str, Sequence[int]]) -> Iterator[Question]:
    """Names that no unit bears, with the lines that give them."""
    for site, numbers in unknown.items():
        text = _(
            "Aucune unité ne s’appelle « %(site)s » : les postes sont mis au groupe. Créez le"
            " site, ou corrigez son nom."
        )
        yield Question(tuple(numbers), text % {"site": site}, SITES)


def of_days(entries: Sequence[Entry]) -> Iterator[Question]:
    for one in entries:
        if one.start and one.first_day is None:
            text = _(
                "La date d’entrée de %(name)s, « %(text)s », ne se lit pas : écrivez 15/05/2026. À"
                " défaut, le poste est tenu à partir du jour de l’import."
            )
            words = {"name": one.member.name, "text": one.start[:40]}
            yield Question((one.line,), text % words)


def of_those_gone(gone: Iterator[tuple[Person, Seat]]) -> Iterator[Question]:
    """Nobody is ever taken out by a list."""
    for person, seat in gone:
        text = _(
            "%(person)s tient « %(seat)s » et n’est pas dans la liste : est-ce un départ ?"
            " Rien n’est changé ; indiquez-le sur la page du poste."
        )
        yield Question((), text % {"person": person.name, "seat": seat.name})


def of_guesses(told: Tree, entries: Sequence[Entry]) -> Iterator[Question]:
    for rank, above in told.guesses.items():
        one, guess = entries[rank], entries[above]
        words = {
            "told": one.member.told_manager,
            "name": one.member.name,
            "guess": guess.member.name,
            "line": guess.line,
        }
        text = _("« %(told)s », responsable de %(name)s, est-ce %(guess)s (ligne %(line)s) ?")
        yield Question((one.line, guess.line), text % words, GUESSES)


def of_absent(name: str, entries: Sequence[Entry]) -> Question:
    """A manager who is not in the list."""
    text = _(
        "« %(name)s », responsable de %(people)s, n’est pas dans la liste. Ajoutez sa ligne, ou"
        " créez un poste vacant à sa place."
    ) % {"name": name, "people": _listed([one.member.name for one in entries])}
    return Question(tuple(one.line for one in entries), text, VACANT)


def of_links(told: Tree, entries: Sequence[Entry]) -> Iterator[Question]:
    """Loops, those who are above themselves, names that several bear, several heads."""

    def about(ranks: Sequence[int], text: str) -> Question:
        return Question(tuple(entries[rank].line for rank in ranks), text)

    for loop in told.loops:
        text = _(
            "%(chain)s : chacun relève de l’autre. Qui est au-dessus ? Les liens sont laissés."
        )
        yield about(loop, text % {"chain": lines.chain(loop, entries)})
    for rank in told.selves:
        text = _("%(name)s est son propre responsable : qui est au-dessus, s’il y a quelqu’un ?")
        yield about([rank], text % {"name": entries[rank].member.name})
    for name, ranks in told.shared.items():
        text = _(
            "Plusieurs personnes s’appellent « %(name)s », responsable de %(people)s : donnez son"
            " matricule ou son adresse."
        )
        people = _listed([entries[rank].member.name for rank in ranks])
        yield about(ranks, text % {"name": name, "people": people})
    if len(told.roots) > 1:
        text = _("%(people)s n’ont pas de responsable : est-ce voulu ?")
        people = _listed([entries[rank].member.name for rank in told.roots])
        yield about(told.roots, text % {"people": people})


def _listed(people: Sequence[str]) -> str:
    shown, more = ", ".join(people[:_SHOWN]), len(people) - _SHOWN
    return _("%(people)s et %(n)s autres") % {"people": shown, "n": more} if more > 0 else shown
