"""Writing what a line of a list says, and taking it back; inside a transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from timonerie.domains.contracts.models import Contract, ContractList, ContractQuestion
from timonerie.domains.contracts.operations import contracts, list_values, trails
from timonerie.domains.contracts.operations.list_steps import NEW_PROVIDER, Step
from timonerie.domains.contracts.rules.lines import Asked
from timonerie.domains.organisation.models import Provider
from timonerie.engine import firm_names
from timonerie.foundations.accounts.actors import Actor

Written = dict[str, Any]
"""`created` and `back` are ids of contracts, `changed` fields by id, each before and after."""


def write(
    by: Actor,
    at: datetime,
    contract_list: ContractList,
    step: Step,
    linked: dict[str, int],
    written: Written,
) -> None:
    """One line; `linked` gives the providers created for it, by normalised name."""
    provider_id = (
        linked.get(firm_names.normalised(step.new_provider)) if step.new_provider else None
    )
    asked = list(step.asked)
    if step.new_provider and provider_id is None:
        params = {"name": step.new_provider}
        asked.append(Asked(NEW_PROVIDER, "provider", step.new_provider, params))
    if step.contract is None:
        contract = _create(by, at, contract_list, step, provider_id)
        written["created"].append(contract.pk)
    elif step.does_something:
        contract = step.contract
        _change(by, at, step, contract, provider_id, written)
    else:
        return
    _ask(at, contract_list, contract, step.line, asked)


def bring_back(by: Actor, at: datetime, contract: Contract, fields: dict[str, Any]) -> None:
    """The fields that still say what the list wrote say again what they said before."""
    now = list_values.to_json(contract, fields)
    values = {}
    for name, (before, after) in fields.items():
        if now[name] == after:
            is_provider = name == "provider" and before is not None
            values[name] = (
                Provider.objects.get(pk=before)
                if is_provider
                else list_values.from_json(name, before)
            )
    contracts.put(by, at, contract, None, values)
    kept = {name: told for name, told in contract.listed.items() if name not in values}
    Contract.objects.filter(pk=contract.pk).update(listed=kept)


def _create(
    by: Actor, at: datetime, contract_list: ContractList, step: Step, provider_id: int | None
) -> Contract:
    values = dict(step.values)
    contract = Contract(company_id=by.company_id, listed=step.listed, **values)
    if provider_id is not None:
        contract.provider_id = provider_id
    contract.save()
    told = contracts.in_words(values) | {"file": contract_list.name, "line": str(step.line)}
    trails.audited(by, at, "contract.created", contract, told)
    return contract


def _change(
    by: Actor,
    at: datetime,
    step: Step,
    contract: Contract,
    provider_id: int | None,
    written: Written,
) -> None:
    values = dict(step.values)
    if provider_id is not None:
        values["provider"] = Provider.objects.get(pk=provider_id)
    before = list_values.to_json(contract, values)
    if step.comes_back:
        contracts.restore(by=by, at=at, contract=contract, version=contract.version)
        written["back"].append(contract.pk)
    contracts.put(by, at, contract, None, values)
    after = list_values.to_json(contract, values)
    if values:
        written["changed"][str(contract.pk)] = {n: [before[n], after[n]] for n in values}
    listed = {**contract.listed, **step.listed}
    Contract.objects.filter(pk=contract.pk).update(listed=listed)
    contract.listed = listed


def _ask(
    at: datetime, contract_list: ContractList, contract: Contract, line: int, asked: Iterable[Asked]
) -> None:
    known = set(contract.questions.values_list("code", "field", "cell"))
    fresh = {(one.code, one.field, one.cell): one for one in asked}
    ContractQuestion.objects.bulk_create(
        ContractQuestion(
            company_id=contract.company_id,
            contract=contract,
            contract_list=contract_list,
            code=one.code,
            field=one.field,
            cell=one.cell,
            line=line,
            params=dict(one.params),
            created_at=at,
        )
        for key, one in fresh.items()
        if key not in known
    )
