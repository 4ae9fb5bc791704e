from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.web.forms.base import CompanyForm, DateField, VersionedForm, YesNoField


class ProviderForm(CompanyForm):
    name = forms.CharField(label=_("Nom"), max_length=150)
    trade = forms.CharField(
        label=_("Métier"),
        max_length=100,
        required=False,
        help_text=_("En quelques mots : expertise comptable, paie, infogérance…"),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        required=False,
        help_text=_("Celui que portent vos fichiers. Laissé vide, le nom sert de code."),
    )
    siren = forms.CharField(
        label=_("SIREN"),
        max_length=20,
        required=False,
        help_text=_("Neuf chiffres ; la clé est vérifiée."),
    )


class ProviderChangeForm(ProviderForm, VersionedForm):
    pass


class ContactForm(CompanyForm):
    name = forms.CharField(label=_("Nom"), max_length=150)
    role = forms.CharField(
        label=_("Rôle"),
        max_length=100,
        required=False,
        help_text=_("Ce pour quoi on l’appelle : chef de mission, astreinte…"),
    )
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    phone = forms.CharField(label=_("Téléphone"), max_length=30, required=False)
    arrived_date = DateField(
        label=_("Sur le dossier depuis le"),
        required=False,
        help_text=_("Sert au taux de départ. Laissez vide si personne ne sait."),
    )
    is_key = forms.BooleanField(
        label=_("Personne clé"),
        required=False,
        help_text=_("Celle dont le départ se verrait le lendemain."),
    )


class ContactChangeForm(ContactForm, VersionedForm):
    pass


class DepartureForm(VersionedForm):
    left_date = DateField(label=_("Dernier jour"))
    announced = YesNoField(
        label=_("Annoncé d’avance"),
        help_text=_("Le prestataire vous l’avait-il dit avant le dernier jour ?"),
    )
