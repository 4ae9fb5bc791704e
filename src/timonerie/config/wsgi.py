"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timonerie.config.settings.base")
application = get_wsgi_application()

# Every page is imported, then what is there is left alone: the collector walks through what a
# request makes, never again through the libraries.
list(get_resolver().url_patterns)
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 10, 10)
