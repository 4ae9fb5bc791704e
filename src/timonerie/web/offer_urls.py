"""Addresses of the offers, under `<company>/cahiers/`; of what stands behind a link, `offre/`."""

from django.urls import path

from timonerie.web.pages.offers import (
    choosing,
    comparing,
    conformity,
    listing,
    marking,
    public,
    typing,
    writing,
)

ALL = "<uuid:statement_id>/offres"
ONE = f"{ALL}/<uuid:offer_id>"
LINK = "<str:token>"

urlpatterns = [
    path(f"{ALL}/", listing.index, name="offers"),
    path(f"{ALL}/saisir/", writing.new, name="offer-new"),
    path(f"{ALL}/inviter/", writing.invite, name="offer-invite"),
    path(f"{ALL}/comparer/", comparing.index, name="offer-comparison"),
    path(f"{ALL}/lignes/", conformity.index, name="offer-conformity"),
    path(f"{ALL}/interets/", marking.interest, name="offer-interest"),
    path(f"{ALL}/reprendre-le-choix/", choosing.undo, name="offer-choice-undo"),
    path(f"{ALL}/decision.pdf", choosing.memo_pdf, name="offer-memo-pdf"),
    path(f"{ALL}/decision.docx", choosing.memo_docx, name="offer-memo-docx"),
    path(f"{ONE}/", listing.detail, name="offer"),
    path(f"{ONE}/coller/", typing.paste, name="offer-type"),
    path(f"{ONE}/reponses/", typing.answers, name="offer-answers"),
    path(f"{ONE}/noter/", marking.mark, name="offer-mark"),
    path(f"{ONE}/retenir/", choosing.choose, name="offer-choose"),
    path(f"{ONE}/retirer/", writing.withdraw, name="offer-withdraw"),
    path(f"{ONE}/rouvrir/", writing.reopen, name="offer-reopen"),
    path(f"{ONE}/suivre/", writing.follow, name="offer-follow"),
    path(f"{ONE}/pieces/", typing.paper_new, name="offer-paper-new"),
    path(f"{ONE}/pieces/<uuid:offer_paper_id>/", listing.paper, name="offer-paper"),
    path(
        f"{ONE}/prix/<uuid:offer_answer_id>/retirer/",
        typing.price_remove,
        name="offer-price-remove",
    ),
    path(f"{ONE}/liens/nouveau/", writing.link_new, name="offer-link-new"),
    path(
        f"{ONE}/liens/<uuid:offer_link_id>/revoquer/", writing.link_revoke, name="offer-link-revoke"
    ),
]
public_urlpatterns = [
    path(f"{LINK}/", public.answer, name="offer-answer"),
    path(f"{LINK}/remettre/", public.send, name="offer-answer-send"),
    path(f"{LINK}/retirer/", public.withdraw, name="offer-answer-withdraw"),
    path(f"{LINK}/pieces/", public.paper, name="offer-answer-paper"),
    path(
        f"{LINK}/pieces/<uuid:offer_paper_id>/retirer/",
        public.paper_remove,
        name="offer-answer-paper-remove",
    ),
]
