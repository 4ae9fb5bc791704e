"""The score of the provider of each contract, with its trend."""

from django.utils.translation import gettext as _

from timonerie.web import score_words
from timonerie.web.contract_columns.registry import Given, Told, register
from timonerie.web.pages.settings.frame import url
from timonerie.web.provider_scores import reading
from timonerie.web.tables import Column


@register(rank=30, permission="indicator.read")
def scores(given: Given) -> Told:
    ids = sorted({one.contract.provider_id for one in given.found if one.contract.provider_id})
    known = reading.of(given.request.actor, ids, on=given.on)
    here = url(given.request, "provider-scores")
    return Told(
        Column(label=_("Note du prestataire"), name="note", is_number=True),
        {
            one.contract.pk: score_words.cell(known.get(one.contract.provider_id), url=here)
            for one in given.found
            if one.contract.provider_id
        },
    )
