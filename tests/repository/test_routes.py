"""An undeclared route is found, on the web and in the API."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI

from tests.repository import routes
from timonerie.foundations.accounts import policies


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


declared = policies.declare(policies.PUBLIC)(lambda request: HttpResponse(request.path))


def test_a_view_without_a_policy_is_found_under_its_whole_address() -> None:
    patterns = [path("sites/", include([path("", declared), path("nouveau/", undeclared)]))]
    assert routes.faults(patterns, policies={policies.PUBLIC}) == [
        "/sites/nouveau/ declares no policy"
    ]


def test_a_policy_that_nobody_defined_is_found() -> None:
    assert routes.faults([path("", declared)], policies={"site.read"}) == [
        "/ declares 'public', which policy.toml does not name"
    ]


def test_each_method_of_the_api_declares_its_own_policy() -> None:
    api = NinjaAPI(docs_url=None, openapi_url=None, urls_namespace="sample")
    api.get("/sites")(policies.declare(policies.PUBLIC)(lambda request: None))
    api.post("/sites")(lambda request: None)
    assert routes.faults([path("api/", api.urls)], policies={policies.PUBLIC}) == [
        "/api/sites declares no policy"
    ]
