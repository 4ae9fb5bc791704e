"""A report as a file: the form of its model to fill in, read back line by line."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports import files
from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport
from timonerie.domains.reporting.operations.report_filing import Given
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.reporting.rules import report_values
from timonerie.domains.reporting.rules.report_values import Field, folded
from timonerie.foundations.documents.connectors.base import MEGABYTE

MOST_BYTES = 2 * MEGABYTE
COMMENT, REASON = "comment", "reason"


class Misread(Refused):
    """What cannot be read: each fault with its line, its column and what to write."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults), field="file")


def titles() -> tuple[str, str, str]:
    return _("Champ"), _("Valeur"), _("Aide")


def template(due: DueReport) -> Iterator[tuple[str, str, str]]:
    """The lines of the form: a field, its value to write, its help."""
    for field in report_readings.fields_of(due):
        if field.kind != "file":
            yield _named(field), "", _helped(field)
    yield _("Commentaire"), "", _("Ce qui explique le mois ; jamais celui du mois précédent.")
    yield _("Motif de la correction"), "", _("Seulement si une version a déjà été remise.")


def received(chunks: Iterable[bytes], *, name: str, due: DueReport) -> Given:
    """What a form just sent says, read in a child and not kept. Raises as `read`; Misread where it
    is too heavy."""
    size = 0
    with NamedTemporaryFile() as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise Misread([_("Ce fichier dépasse 2 Mo : repartez du modèle à télécharger.")])
            file.write(chunk)
        file.flush()
        return read(Path(file.name), name=name, due=due)


def read(path: Path, *, name: str, due: DueReport) -> Given:
    """What a filled form says. Raises Misread, nothing being kept; UnreadableFile."""
    table = files.read(path, name=name)
    value = _column(table.header, titles()[1])
    fields = report_readings.fields_of(due)
    known = _known(fields)
    told: dict[str, str] = {}
    faults: list[str] = []
    for line, cells in table.lines:
        label = cells[0] if cells else ""
        text = cells[value] if value < len(cells) else ""
        code = known.get(folded(label))
        if code is None:
            if label or text:
                faults.append(_unknown(line, label))
        elif code in told:
            faults.append(
                _("Ligne %(line)s : « %(label)s » est déjà dit plus haut.")
                % {"line": line, "label": label}
            )
        else:
            told[code] = text
            faults.extend(_wrong(fields, code, text, line))
    if faults:
        raise Misread(faults)
    comment, reason = told.pop(COMMENT, ""), told.pop(REASON, "")
    return Given(values=told, comment=comment, reason=reason)


def _wrong(fields: list[Field], code: str, text: str, line: int) -> Iterator[str]:
    field = next((one for one in fields if one.code == code), None)
    if field is None:
        return
    for one in report_values.cleaned(fields, {code: text})[1]:
        words = {"line": line, "column": titles()[1], "said": report_sentences.wrong(field, one)}
        yield _("Ligne %(line)s, colonne « %(column)s » : %(said)s") % words


def _unknown(line: int, label: str) -> str:
    return _(
        "Ligne %(line)s, colonne « %(column)s » : « %(label)s » n’est pas un champ de ce rapport ;"
        " gardez les libellés du modèle."
    ) % {"line": line, "column": titles()[0], "label": label[:60]}


def _column(header: tuple[str, ...], title: str) -> int:
    found = [rank for rank, one in enumerate(header) if folded(one) == folded(title)]
    if not found:
        raise Misread(
            [
                _("Ligne 1 : la colonne « %(title)s » manque ; repartez du modèle à télécharger.")
                % {"title": title}
            ]
        )
    return found[0]


def _known(fields: Iterable[Field]) -> dict[str, str]:
    known = {folded(_("Commentaire")): COMMENT, folded(_("Motif de la correction")): REASON}
    for one in fields:
        if one.kind != "file":
            known |= {folded(_named(one)): one.code, folded(one.label): one.code}
    return known


def _named(field: Field) -> str:
    return f"{field.label} ({field.unit})" if field.unit else field.label


def _helped(field: Field) -> str:
    if not field.choices:
        return field.help
    return f"{field.help} " + " / ".join(field.choices)
