"""The root command. A command is loaded when it is called, so that arithmetic on a file starts
without a database."""

import gettext
import importlib
import os
import sys
from pathlib import Path

import click
import django

from timonerie.foundations.documents.faults import is_full

COMMANDS = {
    "init": ("timonerie.cli.company", "init"),
    "company": ("timonerie.cli.companies", "company"),
    "worktime": ("timonerie.cli.worktime", "worktime"),
    "detect": ("timonerie.cli.detect", "detect"),
    "fec": ("timonerie.cli.fec", "fec"),
    "terms": ("timonerie.cli.terms", "terms_of"),
    "import": ("timonerie.cli.imports", "import_file"),
    "accounting": ("timonerie.cli.accounting", "accounting_file"),
    "papers": ("timonerie.cli.papers", "papers"),
    "indicators": ("timonerie.cli.indicators", "indicators"),
    "signals": ("timonerie.cli.signals", "signals"),
    "rituals": ("timonerie.cli.rituals", "rituals"),
    "organisation": ("timonerie.cli.organisation", "organisation"),
    "challenges": ("timonerie.cli.challenges", "challenges"),
    "chronology": ("timonerie.cli.challenges", "chronology"),
    "clauses": ("timonerie.cli.clauses", "clauses"),
    "commitments": ("timonerie.cli.commitments", "commitments"),
    "contracts": ("timonerie.cli.contracts", "contracts"),
    "contract-prices": ("timonerie.cli.contract_prices", "contract_prices"),
    "levels": ("timonerie.cli.levels", "levels"),
    "obligations": ("timonerie.cli.obligations", "obligations"),
    "duties": ("timonerie.cli.duties", "duties"),
    "reports": ("timonerie.cli.due_reports", "reports"),
    "cycles": ("timonerie.cli.cycles", "cycles"),
    "flashes": ("timonerie.cli.flashes", "flashes"),
    "renewals": ("timonerie.cli.renewals", "renewals"),
    "digest": ("timonerie.cli.digests", "digest"),
    "jobs": ("timonerie.cli.jobs", "jobs"),
    "grid": ("timonerie.cli.grid", "grid"),
    "statement": ("timonerie.cli.statements", "statement"),
    "statements": ("timonerie.cli.statements", "statements"),
    "workforce": ("timonerie.cli.workforce", "workforce"),
    "audit": ("timonerie.cli.audit", "audit"),
    "member": ("timonerie.cli.members", "member"),
    "demo": ("timonerie.cli.demo.command", "demo"),
    "migrate": ("timonerie.cli.company", "migrate"),
    "serve": ("timonerie.cli.serve", "serve"),
    "worker": ("timonerie.cli.serve", "worker"),
    "backup": ("timonerie.cli.backups", "backup"),
    "restore": ("timonerie.cli.backups", "restore"),
    "doctor": ("timonerie.cli.doctor", "doctor"),
}
WITHOUT_DATABASE = {"worktime", "detect", "fec", "terms"}


def speak_french() -> None:
    """What click itself says (usage, missing options) comes from our catalogue, whatever the
    language of the terminal: the rest of the command line is French."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("click", str(Path(__file__).resolve().parents[1] / "locale"))
    gettext.textdomain("click")


class LazyGroup(click.Group):
    """A group whose commands are modules, imported at the call."""

    def invoke(self, ctx: click.Context) -> object:
        """A full disk is said in a sentence; every other fault is ours, and shows where."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if not is_full(error):
                raise
            click.echo(f"Plus de place sur le disque, rien n’est fait à moitié : {error}", err=True)
            sys.exit(2)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in WITHOUT_DATABASE:
            settings = "demo" if cmd_name == "demo" else "base"
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"timonerie.config.settings.{settings}")
            if cmd_name == "demo":
                _use_demo_folder()
            django.setup()
        module, name = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


def _use_demo_folder() -> None:
    """The demo never touches the data of a real instance."""
    folder = os.environ.get("TIMONERIE_DATA")
    if folder is None:
        os.environ["TIMONERIE_DATA"] = os.path.join("var", "demo")


speak_french()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="timonerie")
def main() -> None:
    """Timonerie : le poste de pilotage des entreprises multisites qui externalisent."""
