"""The French payroll declaration (DSN): recognised, read line by line, counted, forgotten.

Only the rubriques of `codes.KEPT` go past the line they stand on; what comes out is counts and
hours by workplace and month, never a person. The codes are those of the technical specification
CT2026; no real file was at hand.
"""

from timonerie.engine.dsn.faults import Malformed
from timonerie.engine.dsn.reading import Declaration, Reading, Remark, Workplace, looks_like, read

__all__ = ["Declaration", "Malformed", "Reading", "Remark", "Workplace", "looks_like", "read"]
