"""A visitor without a browser who goes through the provider's pages and comes back."""

import re
from typing import cast
from urllib.parse import urljoin

import requests
from django.http import HttpResponse
from django.test import Client

START = "/connexion/par/maison/"


def through(client: Client, *, name: str, start: str = START) -> HttpResponse:
    """Sign in at the provider under that name; gives our own answer to the return."""
    back = come_back(client.get(start)["Location"], name=name)
    return cast(HttpResponse, client.get(back))


def come_back(address: str, *, name: str) -> str:
    """Where the provider leads back to, path and query."""
    visitor = requests.Session()
    page = visitor.get(address, timeout=10)
    for fields in ({"prompt": "login", "login": name, "password": "any"}, {"prompt": "consent"}):
        form = re.search(r'<form[^>]* action="([^"]+)"', page.text)
        assert form, page.text
        target = urljoin(page.url, form[1])
        page = visitor.post(target, data=fields, timeout=10, allow_redirects=False)
        while page.is_redirect:
            to = urljoin(page.url or target, page.headers["Location"])
            if "/retour/" in to:
                return "/" + to.split("/", 3)[3]
            page = visitor.get(to, timeout=10, allow_redirects=False)
            target = to
    raise AssertionError("the provider led nowhere")
