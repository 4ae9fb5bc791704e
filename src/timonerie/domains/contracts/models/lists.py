from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import ListState, QuestionState
from timonerie.domains.contracts.models.contracts import Contract
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel


class ContractList(CompanyModel):
    """A list of contracts as somebody keeps it: one sheet of a file, and what its columns mean.

    `columns` gives the title and the field of each column, in their order, the field empty for one
    left out; `header` is the rank, from 0, of the line of the titles. `written` says what its
    acceptance did, so that it can be undone."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="contract_lists")
    name = models.CharField(_("nom du fichier"), max_length=150)
    sheet = models.CharField(_("feuille"), max_length=100, blank=True)
    sheets = models.JSONField(_("feuilles"), default=list)
    origin = models.CharField(_("logiciel reconnu"), max_length=30, blank=True)
    header = models.PositiveIntegerField(_("ligne des titres"), default=0)
    columns = models.JSONField(_("colonnes"), default=list)
    state = models.CharField(
        _("état"), max_length=10, choices=ListState.choices, default=ListState.RECEIVED
    )
    counts = models.JSONField(_("comptes"), default=dict)
    written = models.JSONField(_("écrit"), default=dict)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("reçue le"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True)
    undone_at = models.DateTimeField(_("annulée le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("liste de contrats")
        verbose_name_plural = _("listes de contrats")

    def __str__(self) -> str:
        return self.name


class ContractQuestion(CompanyModel):
    """What nobody can read in a cell: asked to somebody, whose answer fills `field`. `cell` is the
    cell as it was written; the same cell in several contracts is one question on screen."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="questions")
    contract_list = models.ForeignKey(
        ContractList, on_delete=models.PROTECT, null=True, related_name="questions"
    )
    code = models.CharField(_("question"), max_length=60)
    field = models.CharField(_("champ"), max_length=30)
    cell = models.CharField(_("case telle qu’écrite"), max_length=500)
    line = models.PositiveIntegerField(_("ligne"), null=True)
    params = models.JSONField(_("précisions"), default=dict)
    state = models.CharField(
        _("état"), max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN
    )
    answer = models.CharField(_("réponse"), max_length=150, blank=True)
    answered_by = models.CharField(_("par"), max_length=150, blank=True)
    user_id = models.BigIntegerField(_("compte"), null=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True)
    created_at = models.DateTimeField(_("posée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("question sur un contrat")
        verbose_name_plural = _("questions sur les contrats")
        indexes = [models.Index(fields=["company", "state"], name="contract_question_by_state")]

    def __str__(self) -> str:
        return f"{self.code} {self.cell}"
