"""A decision file, built from what each part tells."""

from timonerie.web.renewal_files import options, registry
from timonerie.web.renewal_files.shapes import Asked, Sheet


def build(asked: Asked) -> Sheet:
    """Everything that the reader may see of it, on that day."""
    parts = registry.parts(asked)
    told = [sentence for part in parts for sentence in part.unknown]
    return Sheet(
        parts=tuple(parts),
        options=options.told(asked),
        unknown=tuple(dict.fromkeys(told)),
    )
