"""Which sheet of a file is the list, which line gives its titles, and what its columns mean."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import ListState
from timonerie.domains.contracts.models import ContractList
from timonerie.domains.contracts.operations import list_files
from timonerie.domains.contracts.operations.list_files import Sheet
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.scope.models import Company

NAMES = frozenset({"name", "provider", "reference"})
"""The fields of which one at least must be told."""


class NothingToTake(Refused):
    """No column says whom or what a contract is with: nothing can be read."""


def of(contract_list: ContractList) -> list[Sheet]:
    """The sheets of a list that is kept. Raises UnreadableFile."""
    company = Company.objects.get(pk=contract_list.blob.company_id)
    path = documents.path_of(company=company, blob=contract_list.blob)
    return read(path, name=contract_list.name)


def read(path: Path, *, name: str) -> list[Sheet]:
    """The sheets of a file, one at least. Raises UnreadableFile."""
    sheets = list_files.read(path, name=name)
    if not sheets:
        raise UnreadableFile(_("Le fichier ne contient aucune ligne."), code="FIC-01")
    return sheets


def chosen(contract_list: ContractList, sheets: Sequence[Sheet]) -> Sheet:
    return next((one for one in sheets if one.name == contract_list.sheet), sheets[0])


def choose(contract_list: ContractList, sheets: Sequence[Sheet], name: str) -> None:
    """Put on a list one of its sheets, with the columns that are proposed, or those that somebody
    accepted for the same titles. Raises Refused for a sheet that it has not."""
    sheet = next((one for one in sheets if one.name == name), None)
    if sheet is None:
        known = ", ".join(one.name for one in sheets)
        raise Refused(
            _("Le classeur n’a pas de feuille « %(name)s ». Feuilles : %(known)s.")
            % {"name": name, "known": known},
            field="sheet",
        )
    header, found = list_files.proposal(sheet)
    titles = list(sheet.titles(header))
    width = max([len(titles), *(rank + 1 for rank in found.fields)])
    titles += [""] * (width - len(titles))
    contract_list.sheet, contract_list.header = sheet.name, header
    contract_list.sheets = [one.name for one in sheets]
    contract_list.origin = found.origin
    columns = [[title, found.fields.get(rank, "")] for rank, title in enumerate(titles)]
    contract_list.columns = _as_before(titles) or columns


def _as_before(titles: Sequence[str]) -> list[list[str]] | None:
    """What somebody accepted for the same titles."""
    rows = ContractList.objects.filter(state=ListState.ACCEPTED).order_by("-accepted_at")
    for columns in rows.values_list("columns", flat=True)[:20]:
        if [title for title, _field in columns] == list(titles):
            return [list(pair) for pair in columns]
    return None


def require_named(contract_list: ContractList) -> None:
    """Raises NothingToTake."""
    if not NAMES & {field for _title, field in contract_list.columns}:
        raise NothingToTake(
            _("Dites quelle colonne donne l’objet, le prestataire ou la référence.")
        )
