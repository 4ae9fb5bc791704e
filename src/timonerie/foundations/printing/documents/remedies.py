"""What to do about the faults of a template."""

from django.utils.translation import gettext_lazy

from timonerie.foundations.printing.documents.received.flaws import Flaw, Found

MOST_SHOWN = 100
_SAID = {
    Flaw.TOO_BIG: gettext_lazy(
        "Le modèle est trop lourd : 10 Mo au plus, 50 Mo une fois décompressé, dont 3 Mo de texte "
        "et de mise en forme. Réduisez ses images, retirez ce qui ne sert pas, puis déposez-le de "
        "nouveau."
    ),
    Flaw.NOT_WORD: gettext_lazy(
        "Le fichier n’est pas un document Word (.docx). Ouvrez-le dans Word ou LibreOffice, "
        "enregistrez-le au format .docx, puis déposez cette copie."
    ),
    Flaw.BROKEN: gettext_lazy(
        "Le modèle est abîmé ou incomplet. Ouvrez-le dans Word ou LibreOffice, enregistrez-le de "
        "nouveau, puis déposez cette copie."
    ),
    Flaw.LOCKED: gettext_lazy(
        "Le modèle est protégé par un mot de passe, ou dans l’ancien format .doc. Enregistrez-le "
        "en .docx sans mot de passe."
    ),
    Flaw.MACRO: gettext_lazy(
        "Le modèle contient une macro. Enregistrez-le au format .docx, qui n’en garde aucune."
    ),
    Flaw.OBJECT: gettext_lazy(
        "Le modèle contient un objet incorporé : « %(value)s ». Remplacez-le par une image ou par "
        "du texte."
    ),
    Flaw.OUTSIDE: gettext_lazy(
        "Le modèle va chercher autre chose que lui-même : « %(value)s ». Insérez les images dans "
        "le document au lieu de les lier, et détachez-le de son propre modèle."
    ),
    Flaw.FIELD: gettext_lazy(
        "Le modèle contient un champ qui lit un autre fichier ou lance un programme : %(value)s. "
        "Remplacez ce champ par son résultat."
    ),
    Flaw.DTD: gettext_lazy(
        "Le modèle demande à lire autre chose que lui-même, ce qui est interdit (DTD). Ouvrez-le "
        "dans Word ou LibreOffice, enregistrez-le de nouveau, puis déposez cette copie."
    ),
    Flaw.NO_MARK: gettext_lazy(
        "Le modèle ne dit pas où placer le contenu. Écrivez « %(value)s » seul sur une ligne, à "
        "l’endroit voulu."
    ),
    Flaw.TWO_MARKS: gettext_lazy(
        "Le modèle porte plusieurs fois « %(value)s ». Gardez une seule de ces lignes."
    ),
    Flaw.MARK_NOT_ALONE: gettext_lazy(
        "« %(value)s » doit être seul sur sa ligne, hors d’un tableau, d’une zone de texte ou d’un "
        "autre cadre. Déplacez-le."
    ),
}


def of(found: Found) -> str:
    """The sentence, in the language in force."""
    return str(_SAID[found.flaw]) % {"value": shown(found.value)}


def shown(value: str) -> str:
    """A name or an address that came with the file, short and without invisible signs."""
    kept = "".join(one if one.isprintable() else "·" for one in value)
    return kept if len(kept) <= MOST_SHOWN else f"{kept[:MOST_SHOWN]}…"
