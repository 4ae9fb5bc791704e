"""What a list of contracts would do: each of its lines against the contracts that are known."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import Renewal
from timonerie.domains.contracts.models import Contract, ContractList, ContractQuestion
from timonerie.domains.contracts.operations import list_keys, list_values
from timonerie.domains.contracts.operations.list_steps import SAME_PROVIDER, Left, Plan, Step
from timonerie.domains.contracts.rules import lines
from timonerie.domains.contracts.rules.lines import Asked, Column, Said
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.imports.shapes import Act, Fault, Wrong
from timonerie.domains.organisation.queries import firms
from timonerie.engine import firm_names


def made(contract_list: ContractList, below: Sequence[tuple[int, Sequence[str]]]) -> Plan:
    """The plan of a list, from the lines below its titles."""
    columns = [
        Column(rank, meaning, title)
        for rank, (title, meaning) in enumerate(contract_list.columns)
        if meaning
    ]
    read = [lines.read(line, row, columns, origin=contract_list.origin) for line, row in below]
    return _Planner(read).plan()


class _Planner:
    """Made for one list: it reads what the company has once."""

    def __init__(self, read: Sequence[Said]) -> None:
        self.read = read
        self.firms = firms.Known.read()
        known = list(Contract.objects.select_related("provider").order_by("-archived_at", "pk"))
        # Active ones win over archived ones, which come first and are written over.
        known.sort(key=lambda one: one.archived_at is None)
        self.by_reference = {rules.key(one.reference): one for one in known if one.reference}
        self.by_name: dict[list_keys.Key, Contract] = {}
        self.aliases: dict[str, Provider] = {}
        for one in known:
            for whose in list_keys.whose(one):
                self.by_name[(whose, rules.key(one.name))] = one
            if one.provider is not None and one.provider.archived_at is None:
                self.aliases[firm_names.normalised(one.provider_written)] = one.provider
        self.aliases.pop("", None)
        self.undone = list_keys.created_by_undone()
        self.questions = {
            (row[0], row[1], row[2], row[3])
            for row in ContractQuestion.objects.values_list("contract", "code", "field", "cell")
        }
        self.repeated = list_keys.repeated(read)
        self.seen: dict[object, int] = {}

    def plan(self) -> Plan:
        found = Plan()
        for said in self.read:
            if said.skipped:
                found.left.append(
                    Left(said.line, list_keys.text(said), list_keys.why(said.skipped))
                )
                continue
            try:
                step = self._step(list_values.checked(said))
            except Wrong as wrong:
                code, column = wrong.code, wrong.column
                found.faults.append(Fault(said.line, column, wrong.value, wrong.remedy, code))
                continue
            if isinstance(step, Left):
                found.left.append(step)
            else:
                found.steps.append(step)
        return found

    def _step(self, said: Said) -> Step | Left:
        label = list_values.label(said)
        if list_keys.key(said) in self.repeated and said.site:
            label = f"{label} ({said.site})"
        contract = self._known(said, label)
        self._refuse_twice(said, label, contract)
        if contract is not None and contract.archived_at and contract.pk not in self.undone:
            why = _("Ce contrat est archivé : reprenez-le d’abord s’il court encore.")
            return Left(said.line, label, why)
        provider, asked, new = self._provider(said)
        told: dict[str, Any] = {"name": label}
        told |= {"reference": said.reference, "provider_written": said.provider}
        values = {name: text for name, text in told.items() if text}
        values |= list_values.values_of(said)
        if provider is not None:
            values["provider"] = provider
        values, doubted = _with_a_limit_that_holds(said, values, contract)
        listed = list_keys.listed(said, values)
        asks = (*said.asked, *asked, *doubted)
        if contract is None:
            return Step(said, label, Act.CREATE, None, values, {}, listed, asks, new)
        return self._against(said, label, contract, values, listed, asks, new)

    def _against(
        self,
        said: Said,
        label: str,
        contract: Contract,
        values: dict[str, Any],
        listed: dict[str, dict[str, str]],
        asked: tuple[Asked, ...],
        new: str,
    ) -> Step:
        """Only what the list says otherwise than the last time is written over what stands."""
        wanted = {
            name: value for name, value in values.items() if self._is_news(contract, name, listed)
        }
        kept = {name for name in wanted if name in contract.confirmed}
        changed = changes.between(contract, {n: v for n, v in wanted.items() if n not in kept})
        written = {name: wanted[name] for name in changed}
        comes_back = contract.archived_at is not None
        act = Act.UPDATE if changed or comes_back else Act.SAME
        asks = [one for one in asked if self._is_open(contract, one, written)]
        asks += [
            Asked("confirmed_differs", name, listed.get(name, {}).get("cell", ""))
            for name in sorted(kept)
            if getattr(contract, name) != wanted[name]
        ]
        asks = [
            one
            for one in asks
            if (contract.pk, one.code, one.field, one.cell) not in self.questions
        ]
        new = new if contract.provider_id is None else ""
        if new:
            act = Act.UPDATE
        return Step(
            said, label, act, contract, written, changed, listed, tuple(asks), new, comes_back
        )

    def _is_news(self, contract: Contract, name: str, listed: dict[str, dict[str, str]]) -> bool:
        before = contract.listed.get(name)
        if name == "provider":
            return contract.provider_id is None or list_keys.is_other(
                contract, "provider_written", listed
            )
        if before is not None:
            return list_keys.is_other(contract, name, listed)
        return True

    def _is_open(self, contract: Contract, one: Asked, written: dict[str, Any]) -> bool:
        """Nothing is asked that somebody filled, or that this line fills."""
        is_filled = getattr(contract, one.field, None) not in ("", None)
        return not is_filled and one.field not in written

    def _known(self, said: Said, label: str) -> Contract | None:
        if said.reference:
            found = self.by_reference.get(rules.key(said.reference))
            if found is not None:
                return found
        found = self.by_name.get((firm_names.normalised(said.provider), rules.key(label)))
        if found is not None and said.reference and found.reference:
            return None
        return found

    def _refuse_twice(self, said: Said, label: str, contract: Contract | None) -> None:
        """Raises Wrong for a second line of one contract: which of them is right, nobody knows."""
        whose = (firm_names.normalised(said.provider), rules.key(label))
        key: object = rules.key(said.reference) if said.reference else whose
        key = contract.pk if contract is not None else key
        first = self.seen.setdefault(key, said.line)
        if first != said.line:
            raise Wrong(
                "reference" if said.reference else "name",
                said.reference or label,
                _(
                    "La ligne %(line)s est déjà celle de ce contrat. Donnez à chacune une référence"
                    " ou un objet qui les distingue, ou retirez-en une."
                )
                % {"line": first},
            )

    def _provider(self, said: Said) -> tuple[Provider | None, tuple[Asked, ...], str]:
        """The provider linked, or what is asked, or the name of a new one."""
        if not said.provider:
            return None, (), ""
        alias = self.aliases.get(firm_names.normalised(said.provider))
        found = self.firms.find(firms.Asked(said.provider, said.siren, said.vat))
        if found.certain is not None or (alias is not None and not said.siren):
            return found.certain or alias, (), ""
        if found.doubtful:
            choices = " | ".join(str(one.public_id) for one in found.doubtful)
            params = {"choices": choices, "name": said.provider}
            return None, (Asked(SAME_PROVIDER, "provider", said.provider, params),), ""
        return None, (), said.provider


def _with_a_limit_that_holds(
    said: Said, values: dict[str, Any], contract: Contract | None
) -> tuple[dict[str, Any], tuple[Asked, ...]]:
    """What does not renew has no limit: one that this line gives is asked, one that stands goes
    with the renewal."""
    renewal = values.get("renewal") or (contract.renewal if contract else "")
    if renewal != Renewal.NONE:
        return values, ()
    if values.get("renewals"):
        rest = {name: value for name, value in values.items() if name != "renewals"}
        return rest, (Asked("unknown", "renewals", said.cells.get("renewals", "")),)
    if contract is not None and contract.renewals:
        return {**values, "renewals": None}, ()
    return values, ()
