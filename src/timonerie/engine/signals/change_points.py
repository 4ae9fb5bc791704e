"""stub to be replaced by the branch of change points"""

from timonerie.engine.signals.matrix import FloatArray


def change_points(values: FloatArray, bases: FloatArray | None = None) -> list[int]:
    return []
