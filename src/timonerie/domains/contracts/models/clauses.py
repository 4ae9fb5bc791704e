from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.clause_enums import ClauseState, Project
from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.contracts.models.documents import ContractDocument
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class ContractClause(CompanyModel):
    """What somebody says of a clause of a contract, and where it stands in its papers.

    `clause` is a code of the catalogue. Without a `state` what was said was taken back. `extract`
    is a literal piece of the page. `before` is what the last judgement replaced, for one undoing:
    the same fields, the document by its public identifier, the day as ISO text.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="clauses")
    clause = models.CharField(_("clause"), max_length=40)
    state = models.CharField(_("avis"), max_length=20, choices=ClauseState.choices, blank=True)
    document = models.ForeignKey(
        ContractDocument,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clauses",
    )
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)
    extract = models.TextField(_("extrait"), blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    judged_by = models.CharField(_("par"), max_length=150, blank=True)
    user_id = models.BigIntegerField(_("compte"), null=True)
    judged_at = models.DateTimeField(_("le"), null=True)
    before = models.JSONField(_("avis précédent"), default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("clause d’un contrat")
        verbose_name_plural = _("clauses d’un contrat")
        constraints = [
            models.UniqueConstraint(fields=["contract", "clause"], name="contract_clause_once"),
            models.CheckConstraint(
                condition=Q(state="", judged_at__isnull=True)
                | (Q(state__in=ClauseState.values) & Q(judged_at__isnull=False)),
                name="contract_clause_says_when",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True, page__isnull=True, extract="")
                | Q(document__isnull=False, page__isnull=False),
                name="contract_clause_stands_on_a_page",
            ),
        ]

    def __str__(self) -> str:
        return self.clause


class CompanyProjectQuerySet(models.QuerySet["CompanyProject"]):
    def latest_first(self) -> "CompanyProjectQuerySet":
        return self.order_by("-start_date", "-pk")


class CompanyProject(CompanyModel):
    """What the company means to become, from a day on: the latest one said by then stands."""

    project = models.CharField(_("projet"), max_length=20, choices=Project.choices)
    months = models.PositiveSmallIntegerField(_("dans combien de mois"), null=True, blank=True)
    start_date = models.DateField(_("à partir du"))
    said_by = models.CharField(_("dit par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    said_at = models.DateTimeField(_("dit le"))

    objects: ClassVar = ScopedManager.from_queryset(CompanyProjectQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("projet de la société")
        verbose_name_plural = _("projets de la société")
        constraints = [
            models.CheckConstraint(
                condition=Q(project__in=Project.values), name="company_project_is_known"
            ),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1, months__lte=120),
                name="company_project_is_within_ten_years",
            ),
        ]

    def __str__(self) -> str:
        return self.get_project_display()
