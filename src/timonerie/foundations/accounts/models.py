import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who can log in; what they may do stands in their memberships."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom"), max_length=150)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    is_active = models.BooleanField(_("actif"), default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("utilisateur")
        verbose_name_plural = _("utilisateurs")

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, *, on: date) -> "MembershipQuerySet":
        return self.filter(
            models.Q(start_date__lte=on),
            models.Q(end_date__isnull=True) | models.Q(end_date__gte=on),
            user__is_active=True,
        )


class Membership(models.Model):
    """The role of a user in a company, between two days included."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="memberships")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    start_date = models.DateField(_("depuis le"))
    end_date = models.DateField(_("jusqu’au"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "company", "role"], name="membership_once_per_role"
            ),
            models.CheckConstraint(
                condition=models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.AUDITOR) | models.Q(end_date__isnull=False),
                name="membership_of_an_auditor_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class PageChoice(models.Model):
    """The filters, order and columns that a reader last gave a page of a company."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(_("page"), max_length=60)
    query = models.CharField(_("choix"), max_length=1000)

    class Meta:
        verbose_name = _("choix d’un lecteur")
        verbose_name_plural = _("choix des lecteurs")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "company", "page"], name="page_choice_once_per_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.page}"


class Session(AbstractBaseSession):
    """A session of the pages, with whom it belongs to; its key is 256 random bits."""

    session_key = models.CharField(max_length=64, primary_key=True)
    public_id = models.UUIDField(unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(_("appareil"), max_length=200, blank=True)
    opened_at = models.DateTimeField(_("ouverte le"), null=True)
    used_at = models.DateTimeField(_("dernier usage"), null=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class CodeGenerator(models.Model):
    """The application that draws a person's one-time codes (RFC 6238); its seed is sealed."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="code_generator")
    seed = models.TextField(_("graine chiffrée"))
    added_at = models.DateTimeField(_("ajouté le"))
    last_step = models.BigIntegerField(_("dernier pas accepté"))

    class Meta:
        verbose_name = _("générateur de codes")
        verbose_name_plural = _("générateurs de codes")

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """A code that replaces a second factor once; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(_("empreinte"), max_length=64)
    used_at = models.DateTimeField(_("utilisé le"), null=True)

    class Meta:
        verbose_name = _("code de secours")
        verbose_name_plural = _("codes de secours")
        constraints = [
            models.UniqueConstraint(fields=["user", "hash"], name="recovery_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Passkey(models.Model):
    """A passkey (WebAuthn): the public half of a key that never leaves a person's device."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nom"), max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)
    public_data = models.TextField()
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField(_("ajoutée le"))
    used_at = models.DateTimeField(_("dernier usage"), null=True)

    class Meta:
        verbose_name = _("clé d’accès")
        verbose_name_plural = _("clés d’accès")

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """A user as an identity provider knows them, once they came from there."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(_("émetteur"), max_length=255)
    subject = models.CharField(_("identifiant"), max_length=255)
    linked_at = models.DateTimeField(_("reliée le"))

    class Meta:
        verbose_name = _("identité")
        verbose_name_plural = _("identités")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once_per_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.subject}"


class AccessLink(models.Model):
    """An address by which somebody chooses their password, once; only its hash is kept.

    `company` is the one that handed it out, none for somebody who forgot their password.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_links")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    hash = models.CharField(_("empreinte"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("fait le"))
    expires_at = models.DateTimeField(_("sert jusqu’au"))
    used_at = models.DateTimeField(_("utilisé le"), null=True)
    revoked_at = models.DateTimeField(_("retiré le"), null=True)

    class Meta:
        verbose_name = _("lien d’accès")
        verbose_name_plural = _("liens d’accès")

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"


class RateWindow(models.Model):
    """The recent tries of one gesture by one account, address or user; its key is a hash."""

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.JSONField(default=list)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("fenêtre d’essais")
        verbose_name_plural = _("fenêtres d’essais")

    def __str__(self) -> str:
        return self.key
