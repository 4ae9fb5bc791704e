"""The signals on screen: the inbox, the page of one, its gestures, the dial, where they show."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import incidents, signals
from tests.factories.figures import Measured
from tests.factories.signals import NOW, STEADY, WORSE
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.models import Provider
from timonerie.domains.signals.models import Dial, TriageGesture, WeakSignal
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def moved(measured: Measured) -> WeakSignal:
    """The errors of Nova at Lyon left their level."""
    with current.company(measured.company.pk):
        nova, lyon = measured.nova, measured.group.lyon
        signals.errors(measured.alice, WORSE, unit=lyon, provider=nova)
        return signals.raised(measured.alice)[0]


def page(client: Client, measured: Measured, path: str = "", status: int = 200) -> Any:
    answer = client.get(f"/{measured.slug}/signaux/{path}")
    assert answer.status_code == status, path
    return answer


def post(client: Client, measured: Measured, path: str, **said: Any) -> Any:
    return client.post(f"/{measured.slug}/signaux/{path}", said, follow=True)


def now(measured: Measured, one: WeakSignal) -> WeakSignal:
    with current.company(measured.company.pk):
        found: WeakSignal = WeakSignal.objects.select_related("owner").get(pk=one.pk)
        return found


def test_an_empty_inbox_says_what_to_do_next(browser: Client, measured: Measured) -> None:
    found = text(page(browser, measured))

    assert "il faut douze périodes mesurées" in found
    assert f"/{measured.slug}/donnees/nouveau/" in found


def test_the_inbox_is_filtered_sorted_and_exported(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    assert "Un signal attend votre avis." in text(page(browser, measured))
    with current.company(measured.company.pk):
        clarte = Provider.objects.get(name="Clarté")
        signals.errors(measured.alice, WORSE, provider=clarte)
        signals.raised(measured.alice)

    def lines(query: str) -> list[str]:
        file = page(browser, measured, f"?format=csv&{query}")
        rows = [line.split(";") for line in file.content.decode().splitlines()]
        return [row[rows[0].index("Prestataire")] for row in rows[1:]]

    assert lines("tri=prestataire") == ["Clarté", "Nova"]
    assert lines("tri=-prestataire") == ["Nova", "Clarté"]
    assert lines("filtre.prestataire=Nova") == ["Nova"]


def test_a_signal_says_what_was_expected_seen_since_when_and_by_what_chance(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    found = text(page(browser, measured, f"{moved.public_id}/"))

    assert (
        "Nova, Lyon : « Taux d’erreur » à 12,0 % au lieu de 2,0 % attendus, depuis septembre 2025."
        " L’écart touche environ 120 dossiers. Le hasard seul le ferait moins d’une fois par"
        " siècle."
    ) in found
    assert "Même verdict." in found
    assert "sept. 25" in found
    assert re.search(r"/faits/\?indicateur=errors&(amp;)?mois=2026-02-01", found)


def test_incidents_stand_on_its_chart(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    with current.company(measured.company.pk):
        lyon = measured.group.lyon
        incidents.declared(measured.alice, "Logiciel changé", provider=measured.nova, units=(lyon,))

    found = text(page(browser, measured, f"{moved.public_id}/"))

    assert "incident : Logiciel changé (27/02/2026)" in found


def test_one_click_sorts_it(browser: Client, measured: Measured, moved: WeakSignal) -> None:
    post(browser, measured, f"{moved.public_id}/trier/?version=1", state="watch")
    assert now(measured, moved).state == "watch"

    late = post(browser, measured, f"{moved.public_id}/trier/?version=1", state="confirmed")
    assert "Quelqu’un a modifié" in text(late)
    assert now(measured, moved).state == "watch"


def test_noise_without_a_reason_is_asked_again(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    asked = page(browser, measured, f"{moved.public_id}/decider/?tri=noise")
    assert 'value="noise" selected' in text(asked)

    path = f"{moved.public_id}/decider/"
    refused = post(browser, measured, path, version=1, state="noise", reason="")
    assert "Dites pourquoi c’est du bruit" in text(refused)
    post(browser, measured, path, version=1, state="noise", reason="x", due_date="2026-12-01")

    one = now(measured, moved)
    assert (one.state, one.reason, str(one.due_date)) == ("noise", "x", "2026-12-01")


def test_a_note_is_read_on_its_page(browser: Client, measured: Measured, moved: WeakSignal) -> None:
    found = post(browser, measured, f"{moved.public_id}/note/", text="À voir lundi")

    assert "À voir lundi" in text(found)


def test_several_are_sorted_and_put_back(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    sent = {"choisi": [str(moved.public_id), "x"], "state": "noise", "reason": "inventaire"}
    assert "1 signal trié." in text(post(browser, measured, "trier/", **sent))
    assert now(measured, moved).state == "noise"
    with current.company(measured.company.pk):
        gesture = TriageGesture.objects.get().public_id

    undone = post(browser, measured, f"trier/{gesture}/defaire/")

    assert "Le tri est défait" in text(undone)
    assert "Défaire ce tri" not in text(undone)
    assert now(measured, moved).state == "new"


def test_nothing_ticked_sorts_nothing(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    assert "Cochez d’abord" in text(post(browser, measured, "trier/", state="watch"))
    assert now(measured, moved).version == 1


def test_what_is_over_leaves_the_inbox(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    with current.company(measured.company.pk):
        nova, lyon = measured.nova, measured.group.lyon
        signals.errors(measured.alice, STEADY, unit=lyon, provider=nova)
        signals.raised(measured.alice)

    assert "Aucun signal" in text(page(browser, measured))
    assert "Taux d’erreur" in text(page(browser, measured, "eteints/"))


def test_it_shows_where_it_matters(browser: Client, measured: Measured, moved: WeakSignal) -> None:
    address = f"/signaux/{moved.public_id}/"
    with current.company(measured.company.pk):
        nova, lyon = measured.nova.public_id, measured.group.lyon.public_id
    for path in ("", f"prestataires/{nova}/", f"sites/{lyon}/", "indicateurs/errors/"):
        answer = browser.get(f"/{measured.slug}/{path}")
        assert address in answer.content.decode(), path


def test_a_site_manager_reads_their_own_and_sorts_nothing(
    measured: Measured, moved: WeakSignal
) -> None:
    own = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    found = text(page(own, measured, f"{moved.public_id}/"))
    assert "Décider" not in found
    assert "Ajouter la note" in found

    other = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.nantes))
    page(other, measured, f"{moved.public_id}/", status=404)


def test_the_dial_is_tried_before_it_is_set(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    address = f"/{measured.slug}/reglages/signaux/"
    tried = text(browser.get(address, {"alerts_a_week": "1", "version": "0"}))
    assert "Signaux levés en un an" in tried
    assert "Signaux levés en un an" in text(browser.get(address, {"alerts_a_week": "1"}))
    with current.company(measured.company.pk):
        assert not Dial.objects.exists()

    browser.post(address, {"alerts_a_week": "1", "version": "0"})

    with current.company(measured.company.pk):
        assert Dial.objects.get().alerts_a_week == 1
    refused = text(browser.post(address, {"alerts_a_week": "100", "version": "2"}))
    assert "Enregistrer ce réglage" not in refused


def test_the_dial_says_what_cried_wolf(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    with current.company(measured.company.pk):
        WeakSignal.objects.update(state="noise", reason="x", opened_on=NOW.date())

    found = text(browser.get(f"/{measured.slug}/reglages/signaux/"))

    assert "a crié au loup 1 fois sur 1" in found
    assert "moitié moins" not in found


def test_a_family_that_cries_wolf_too_often_is_offered_fewer_alerts(
    browser: Client, measured: Measured, moved: WeakSignal
) -> None:
    address = f"/{measured.slug}/reglages/signaux/"
    with current.company(measured.company.pk):
        for rank in range(4):
            row = WeakSignal.objects.get(pk=moved.pk)
            row.pk, row.public_id, row.key = None, uuid4(), f"autre {rank}"
            row.save()
        WeakSignal.objects.update(state="noise", reason="x", opened_on=NOW.date())
        dial = Dial.objects.create(alerts_a_week=0.04, allows_more=True)

    found = browser.get(address)

    assert "Essayer moitié moins" in text(found)
    (offered,) = re.findall(r"\?alerts_a_week=[^\"]+", found.content.decode())
    assert offered == "?alerts_a_week=0.02&amp;allows_more=on"
    assert "Avec ce réglage" in text(browser.get(address + offered.replace("&amp;", "&")))

    with current.company(measured.company.pk):
        Dial.objects.filter(pk=dial.pk).update(alerts_a_week=0.01)
    assert "Essayer moitié moins" not in text(browser.get(address))
