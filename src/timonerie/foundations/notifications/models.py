from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.accounts.models import User
from timonerie.foundations.notifications.enums import Fault, MessageState
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class MessageQuerySet(models.QuerySet["Message"]):
    def received_by(self, user_id: int | None) -> "MessageQuerySet":
        """Those written to a user, who alone reads them."""
        return self.none() if user_id is None else self.filter(user_id=user_id)

    def to_deliver(self, *, at: datetime) -> "MessageQuerySet":
        """Those whose next try has come."""
        return self.filter(state__in=(MessageState.WAITING, MessageState.FAILED), next_at__lte=at)


class Message(CompanyModel):
    """What was written to somebody, once for each key of a company. `next_at` is when it is tried
    again; empty once it is sent, kept or given up."""

    key = models.CharField(_("clé"), max_length=200)
    kind = models.CharField(_("nature"), max_length=40)
    name = models.CharField(_("destinataire"), max_length=150)
    email = models.EmailField(_("adresse"), blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("texte"))
    html = models.TextField(_("texte mis en page"), blank=True)
    state = models.CharField(
        _("état"), max_length=10, choices=MessageState.choices, default=MessageState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    fault = models.CharField(_("cause"), max_length=20, choices=Fault.choices, blank=True)
    error = models.CharField(_("réponse du serveur"), max_length=300, blank=True)
    at = models.DateTimeField(_("écrit le"))
    next_at = models.DateTimeField(_("prochain essai"), null=True)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("parti le"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(MessageQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="message_once_per_key"),
            models.CheckConstraint(
                condition=models.Q(state__in=MessageState.values), name="message_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "user", "-at"], name="message_of_user"),
            models.Index(fields=["company", "next_at"], name="message_to_deliver"),
        ]

    def __str__(self) -> str:
        return self.subject

    def masked(self) -> tuple[str, ...]:
        """What an export empties: a text belongs to its reader."""
        return ("subject", "text", "html")
