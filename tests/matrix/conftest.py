from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from tests.factories import accounts
from tests.matrix import world
from tests.matrix.oracle import READERS
from tests.matrix.world import Firm
from tests.web.pages.conftest import browse
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.accounts.sessions import USED_AT
from timonerie.foundations.accounts.standing import PROVED_AT


@dataclass(frozen=True)
class World:
    firm: Firm
    other: Firm
    folder: Path
    clients: dict[str, Client] = field(default_factory=dict)

    def prove_again(self) -> None:
        """Every session as if it had just been opened: none is too old, however long all this
        lasts."""
        now = timezone.now().timestamp()
        for reader, client in self.clients.items():
            if reader != "anonymous":
                session = client.session
                session.update({USED_AT: now, PROVED_AT: now})
                session.save()

    def sign_in(self, reader: str) -> None:
        if reader == "anonymous":
            self.clients[reader] = Client()
        elif reader == "stranger":
            self.clients[reader] = browse(accounts.user_of(self.other.director))
        else:
            self.clients[reader] = browse(self.firm.members[reader].user)


@pytest.fixture(scope="module")
def built(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Both companies stand in a transaction around the module, each test in a savepoint of it."""
    folder = tmp_path_factory.mktemp("matrix")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DATA_DIR=folder):
            found = World(world.build("brevent"), world.build("autre", tag=world.FOREIGN), folder)
            # Sessions made in a test would end with its savepoint.
            for reader in READERS:
                found.sign_in(reader.name)
            _take_back(found.firm)
            yield found
        transaction.set_rollback(True)


def _take_back(firm: Firm) -> None:
    """Rights that end once their holders have signed in."""
    expired, revoked = firm.members["expired"], firm.members["revoked"]
    Membership.objects.filter(pk=expired.pk).update(end_date=world.START, start_date=world.START)
    User.objects.filter(pk=revoked.user_id).update(is_active=False)


@pytest.fixture
def both(built: World, db: None, data_dir: Path, settings: Settings) -> World:
    settings.DATA_DIR = built.folder
    built.prove_again()
    return built
