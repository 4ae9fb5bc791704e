from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.contracts.obligation_enums import Anchor, Cadence, ObligationKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.scope.models import CompanyModel


class Owed(CompanyModel):
    """What one side of a contract owes the other. `line_key` is the line of the statement of work
    it comes from, `taken` what that line said: only what a newer version changes is written over
    what people corrected."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="%(class)ss")
    line_key = models.UUIDField(_("ligne du cahier"), null=True, blank=True)
    taken = models.JSONField(_("dit par le cahier"), default=dict)
    title = models.CharField(_("intitulé"), max_length=200)
    site = models.ForeignKey(
        Unit, verbose_name=_("site"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="%(class)ss",
    )  # fmt: skip
    side = models.CharField(_("dû par"), max_length=10, choices=Side.choices, default=Side.THEIRS)
    start_date = models.DateField(_("à partir du"), null=True, blank=True)
    end_date = models.DateField(_("jusqu’au"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "line_key", "start_date"],
                condition=Q(line_key__isnull=False, archived_at__isnull=True),
                name="%(class)s_of_a_line_once",
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="%(class)s_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="%(class)s_side_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ExpectedReport(Owed):
    """A report that comes back: due on the `day`-th working day after its period (5 for « J+5 »),
    and late once `grace_days` more working days are past."""

    cadence = models.CharField(
        _("périodicité"), max_length=12, choices=Cadence.choices, default=Cadence.MONTHLY
    )
    day = models.PositiveSmallIntegerField(_("jour ouvré après la période"), default=15)
    grace_days = models.PositiveSmallIntegerField(_("jours de grâce"), default=0)
    content = models.CharField(_("contenu attendu"), max_length=2000, blank=True)

    class Meta(Owed.Meta):
        verbose_name = _("rapport attendu")
        verbose_name_plural = _("rapports attendus")


class Obligation(Owed):
    """An input, a deliverable or a meeting that one side owes.

    `day` is a day of the month (-1 is the last) where `anchor` is the month; working days before
    (negative) or after an event where it is one, which falls on `event_day` of the month. In a
    quarter, a half-year or a year the month is the last one; of a week, `day` 1 is Monday. Without
    what it takes to date it, `when` says it in words and nothing is dated.
    """

    kind = models.CharField(_("nature"), max_length=12, choices=ObligationKind.choices)
    text = models.CharField(_("texte"), max_length=4000, blank=True)
    activity = models.ForeignKey(
        Activity, verbose_name=_("activité"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="obligations",
    )  # fmt: skip
    cadence = models.CharField(_("périodicité"), max_length=12, choices=Cadence.choices, blank=True)
    when = models.CharField(_("quand, en mots"), max_length=2000, blank=True)
    anchor = models.CharField(_("compté depuis"), max_length=8, choices=Anchor.choices, blank=True)
    day = models.SmallIntegerField(_("jour"), null=True, blank=True)
    event_day = models.SmallIntegerField(_("jour de l’événement"), null=True, blank=True)
    hour = models.CharField(_("heure"), max_length=5, blank=True)
    who = models.CharField(_("qui"), max_length=2000, blank=True)
    format = models.CharField(_("forme"), max_length=2000, blank=True)
    acceptance = models.CharField(_("accepté si"), max_length=2000, blank=True)

    class Meta(Owed.Meta):
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints = [
            *Owed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=ObligationKind.values), name="obligation_kind_is_known"
            ),
        ]


class SecurityProof(Owed):
    """A security measure that a contract asks for, and the proof of it: what is expected, when the
    next one is due, the last one given. `measure` is a code of `sourcing/works/security.toml`,
    empty for one of our own."""

    measure = models.CharField(_("mesure"), max_length=40, blank=True)
    expected = models.CharField(_("preuve attendue"), max_length=2000, blank=True)
    when = models.CharField(_("quand, en mots"), max_length=2000, blank=True)
    due_date = models.DateField(_("prochaine preuve"), null=True, blank=True)
    given_on = models.DateField(_("reçue le"), null=True, blank=True)
    given_text = models.CharField(_("preuve reçue"), max_length=2000, blank=True)
    given_by = models.CharField(_("reçue par"), max_length=150, blank=True)
    user_id = models.BigIntegerField(_("compte"), null=True)

    class Meta(Owed.Meta):
        verbose_name = _("preuve de sécurité")
        verbose_name_plural = _("preuves de sécurité")
        constraints = [
            *Owed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(given_on__isnull=True, given_text="")
                | (Q(given_on__isnull=False) & ~Q(given_text="")),
                name="security_proof_given_says_what",
            ),
        ]
