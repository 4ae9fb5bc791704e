"""Signing in, and what somebody changes of their own account."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.accounts.models import User


def password_field(label: Any, *, is_new: bool = False) -> forms.CharField:
    kind = "new-password" if is_new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, strip=False, widget=widget, max_length=1000)


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=40, widget=widget, help_text=help_text)


class NameForm(forms.Form):
    name = forms.CharField(label=_("Nom"), max_length=150)


class CodeForm(forms.Form):
    """A code of the generator, as it shows it."""

    code = code_field(_("Code à six chiffres"))


class SecondStepForm(forms.Form):
    code = code_field(
        _("Code"),
        _("Les six chiffres de votre application, ou l’un de vos codes de secours."),
    )


class ProofForm(forms.Form):
    password = password_field(_("Votre mot de passe"))


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("Adresse électronique"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class ChoosePasswordForm(forms.Form):
    """A new password, typed twice; `user` is whose it will be."""

    password = password_field(_("Nouveau mot de passe"), is_new=True)
    again = password_field(_("Encore une fois"), is_new=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = password_validation.password_validators_help_texts()[0]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password is None or again is None:
            return data
        if password != again:
            self.add_error(
                "again", _text("Les deux mots de passe diffèrent. Tapez-les de nouveau.")
            )
            return data
        try:
            password_validation.validate_password(password, self.user)
        except ValidationError as error:
            self.add_error("password", " ".join(error.messages))
        return data


class ChangePasswordForm(ChoosePasswordForm):
    current = password_field(_("Mot de passe actuel"))
    field_order = ("current", "password", "again")

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise ValidationError(_text("Ce n’est pas votre mot de passe actuel."))
        return current


class PasskeyForm(forms.Form):
    """`answer` is what the browser says, in JSON."""

    name = forms.CharField(
        label=_("Nom de la clé"),
        max_length=60,
        help_text=_("Celui de l’appareil, pour la reconnaître : « téléphone », « clé de bureau »."),
    )
    answer = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
