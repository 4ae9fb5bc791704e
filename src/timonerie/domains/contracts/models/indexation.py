from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.contracts.models.said import SaidRow
from timonerie.domains.contracts.price_enums import Limit, RevisionState

MOST_HUNDREDTHS = 10_000


class IndexClause(SaidRow):
    """How the prices of a contract are revised, from a day on. `words` is the formula as written.

    Shares and limits are in hundredths of a per cent: `fixed` 1500 is the 15 % that no index moves,
    `cap` and `floor` bound one revision (`floor` 0: a price never falls). `month` is the month of
    the year in which prices are revised, empty where nobody knows.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="index_clauses")
    start_date = models.DateField(_("à partir du"))
    words = models.CharField(_("formule écrite"), max_length=1000, blank=True)
    index = models.CharField(_("indice"), max_length=100)
    base_month = models.DateField(_("mois de base"))
    base_value = models.DecimalField(_("valeur de base"), max_digits=14, decimal_places=4)
    fixed = models.PositiveIntegerField(_("part fixe"), default=0)
    cap = models.IntegerField(_("plafond"), null=True, blank=True)
    floor = models.IntegerField(_("plancher"), null=True, blank=True)
    month = models.PositiveSmallIntegerField(_("mois de révision"), null=True, blank=True)

    class Meta(SaidRow.Meta):
        verbose_name = _("clause de révision")
        verbose_name_plural = _("clauses de révision")
        constraints = [
            models.CheckConstraint(
                condition=Q(base_value__gt=0), name="index_clause_has_a_positive_base"
            ),
            models.CheckConstraint(
                condition=Q(fixed__lte=MOST_HUNDREDTHS), name="index_clause_fixes_a_share"
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__gte=1, month__lte=12),
                name="index_clause_month_is_of_the_year",
            ),
            models.CheckConstraint(
                condition=Q(cap__isnull=True)
                | Q(floor__isnull=True)
                | Q(cap__gte=models.F("floor")),
                name="index_clause_cap_is_above_its_floor",
            ),
        ]

    def __str__(self) -> str:
        return self.index


class IndexValue(SaidRow):
    """What an index is worth for a month, as somebody read it; the last one said stands."""

    index = models.CharField(_("indice"), max_length=100)
    month = models.DateField(_("mois"))
    value = models.DecimalField(_("valeur"), max_digits=14, decimal_places=4)
    source = models.CharField(_("source"), max_length=300)

    class Meta(SaidRow.Meta):
        verbose_name = _("valeur d’indice")
        verbose_name_plural = _("valeurs d’indice")
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="index_value_is_positive")
        ]
        indexes = [models.Index(fields=["company", "index", "month"], name="index_value_by_month")]

    def __str__(self) -> str:
        return f"{self.index} {self.month:%Y-%m}"


class PriceRevision(SaidRow):
    """A revision computed from a clause and a value of its index, then accepted or refused.

    `reference_value` is what the index was worth at the last revision, or at the start of the
    clause. `lines` lists `{"key", "title", "before", "after", "bands"}` in hundredths of cents,
    `bands` with `{"to", "before", "after"}`.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="revisions")
    clause = models.ForeignKey(IndexClause, on_delete=models.PROTECT, related_name="revisions")
    value = models.ForeignKey(IndexValue, on_delete=models.PROTECT, related_name="revisions")
    reference_month = models.DateField(_("mois de référence"))
    reference_value = models.DecimalField(_("valeur de référence"), max_digits=14, decimal_places=4)
    start_date = models.DateField(_("à partir du"))
    limit = models.CharField(_("limite"), max_length=10, choices=Limit.choices, blank=True)
    lines = models.JSONField(_("prix révisés"), default=list)
    state = models.CharField(
        _("état"), max_length=10, choices=RevisionState.choices, default=RevisionState.PROPOSED
    )
    reason = models.CharField(_("motif"), max_length=1000, blank=True)
    decided_by = models.CharField(_("décidé par"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("décidé le"), null=True)

    class Meta(SaidRow.Meta):
        verbose_name = _("révision de prix")
        verbose_name_plural = _("révisions de prix")
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(state=RevisionState.PROPOSED),
                name="price_revision_proposed_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=RevisionState.REFUSED) | ~Q(reason=""),
                name="price_revision_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=RevisionState.PROPOSED, decided_at__isnull=True)
                | (~Q(state=RevisionState.PROPOSED) & Q(decided_at__isnull=False)),
                name="price_revision_decided_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.start_date}"
