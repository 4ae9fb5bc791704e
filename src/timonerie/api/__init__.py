"""The typed REST API, one module per domain."""

from ninja import NinjaAPI

api = NinjaAPI(title="Timonerie", version="1", docs_url=None, urls_namespace="api")

__all__ = ["api"]
