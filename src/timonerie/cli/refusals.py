"""How a command refuses its input; without a database, for those that need none."""

import sys
from typing import NoReturn

import click


def fail(message: str) -> NoReturn:
    """Bad input: say it and leave with code 2."""
    click.echo(message, err=True)
    sys.exit(2)


def reason(error: Exception) -> str:
    """Why a file could not be used, in French, with the remedy."""
    if isinstance(error, UnicodeDecodeError):
        return "le fichier n’est pas en UTF-8. Enregistrez-le en UTF-8."
    if isinstance(error, FileNotFoundError):
        return f"« {error.filename} » n’existe pas. Vérifiez le chemin."
    if isinstance(error, OSError):
        return (
            f"« {error.filename} » ne peut pas être lu ou écrit. Vérifiez le chemin et les droits."
        )
    return str(error)
