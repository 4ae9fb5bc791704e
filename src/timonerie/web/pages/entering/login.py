"""The door: address and password."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from timonerie.foundations.accounts import issuers, operations
from timonerie.foundations.accounts.models import User
from timonerie.web.forms.login import LoginForm
from timonerie.web.pages.entering import admission, tries


class SignIn(LoginView):
    """A language chosen on the sign-in page is the reader's from then on."""

    authentication_form = LoginForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tries.count_login(request, email=_email(request), at=timezone.now())
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(providers=issuers.configured(), **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        assert isinstance(user, User)
        tries.login_was_right(self.request, email=_email(self.request), at=timezone.now())
        keep_language(self.request, user)
        return admission.admit(self.request, user, to=self.get_success_url())


def keep_language(request: HttpRequest, user: User) -> None:
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if asked in dict(settings.LANGUAGES) and asked != user.language:
        operations.choose_language(by=user, language=asked)


def _email(request: HttpRequest) -> str:
    return request.POST.get("username", "").strip().lower()
