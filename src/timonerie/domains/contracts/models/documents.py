from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import ClauseCode, DocumentState, Opinion
from timonerie.domains.contracts.models.contracts import Contract
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel


class ContractDocumentQuerySet(models.QuerySet["ContractDocument"]):
    def active(self) -> "ContractDocumentQuerySet":
        return self.filter(archived_at__isnull=True)

    def unfiled(self) -> "ContractDocumentQuerySet":
        return self.active().filter(contract__isnull=True)


class ContractDocument(CompanyModel):
    """A paper of a contract, as received: one PDF file. Without a contract until it is filed.

    `refusal` holds the code of the fault and its remedy; `carries` is true where something else
    than pages is in it; `terms` are proposals, as `rules.papers.proposals.Proposal`."""

    contract = models.ForeignKey(
        Contract,
        verbose_name=_("contrat"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
    )
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="contract_documents")
    file_name = models.CharField(_("fichier"), max_length=150)
    state = models.CharField(
        _("état"), max_length=10, choices=DocumentState.choices, default=DocumentState.RECEIVED
    )
    pages = models.PositiveIntegerField(_("pages"), default=0)
    language = models.CharField(_("langue"), max_length=2, blank=True)
    is_contract = models.BooleanField(_("est un contrat"), null=True)
    carries = models.BooleanField(_("contient autre chose que des pages"), default=False)
    refusal = models.JSONField(_("refus"), default=dict)
    terms = models.JSONField(_("termes proposés"), default=list)
    received_by = models.CharField(_("déposé par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("déposé le"))
    read_at = models.DateTimeField(_("lu le"), null=True)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ContractDocumentQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("document de contrat")
        verbose_name_plural = _("documents de contrat")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DocumentState.values), name="contract_document_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class DocumentPage(ScopedModel):
    """The text of one page. `confidence` is that of the recognition of a scan, from 0 to 100;
    without one, a scan was not read. `turned` is how it lay, in degrees clockwise."""

    document = models.ForeignKey(
        ContractDocument, on_delete=models.CASCADE, related_name="page_texts"
    )
    number = models.PositiveIntegerField(_("page"))
    text = models.TextField(_("texte"), blank=True)
    is_scan = models.BooleanField(_("numérisée"), default=False)
    confidence = models.PositiveSmallIntegerField(_("confiance"), null=True)
    is_readable = models.BooleanField(_("lisible"), default=True)
    turned = models.PositiveSmallIntegerField(_("tournée de"), default=0)

    class Meta(ScopedModel.Meta):
        verbose_name = _("page de document")
        verbose_name_plural = _("pages de document")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_page_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class ClauseFinding(CompanyModel):
    """A clause of a document: where the text speaks of it, and what somebody says of it.

    Without a page nothing was found. `extract` is `text[start:end]` of its page."""

    document = models.ForeignKey(
        ContractDocument, on_delete=models.PROTECT, related_name="findings"
    )
    clause = models.CharField(_("clause"), max_length=20, choices=ClauseCode.choices)
    page = models.PositiveIntegerField(_("page"), null=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    extract = models.TextField(_("extrait"), blank=True)
    article = models.CharField(_("article"), max_length=12, blank=True)
    is_clear = models.BooleanField(_("nette"), default=False)
    excludes = models.BooleanField(_("écartée par le texte"), default=False)
    opinion = models.CharField(_("avis"), max_length=10, choices=Opinion.choices, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    judged_by = models.CharField(_("par"), max_length=150, blank=True)
    user_id = models.BigIntegerField(_("compte"), null=True)
    judged_at = models.DateTimeField(_("le"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("clause d’un document")
        verbose_name_plural = _("clauses d’un document")
        constraints = [
            models.UniqueConstraint(fields=["document", "clause"], name="document_clause_once"),
            models.CheckConstraint(
                condition=Q(clause__in=ClauseCode.values), name="document_clause_is_known"
            ),
            models.CheckConstraint(
                condition=Q(opinion="", judged_at__isnull=True)
                | (Q(opinion__in=Opinion.values) & Q(judged_at__isnull=False)),
                name="clause_opinion_says_when",
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True, extract="")
                | (Q(page__isnull=False) & ~Q(extract="")),
                name="clause_found_has_an_extract",
            ),
        ]

    def __str__(self) -> str:
        return self.get_clause_display()
