"""The map: areas of public boundaries, each with the region that it leads to."""

from dataclasses import dataclass

from concord.governance.directory import boundaries
from concord.governance.directory.models import Boundary


@dataclass(frozen=True, slots=True)
class Area:
    """One region on the map with the shapes that belong to it; ``region`` is empty for ground between."""

    region: str
    paths: tuple[str, ...]
    names: tuple[str, ...]
    middle: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Map:
    """All areas, and where they lie: left, top, right and bottom, in hundreds of meters."""

    areas: tuple[Area, ...]
    extent: tuple[int, int, int, int]


def get_map() -> Map | None:
    """Return the map; None where no boundaries were taken in."""
    rows = list(Boundary.objects.values_list("region", "path", "name", "middle_x", "middle_y"))
    if not rows:
        return None
    of_region: dict[str, list[tuple[str, str, float, float]]] = {}
    for region, path, name, x, y in rows:
        of_region.setdefault(region, []).append((path, name, x, y))
    areas = [
        Area(
            region,
            tuple(path for path, *_rest in shapes),
            tuple(name for _path, name, *_rest in shapes),
            _middle([(x, y) for _path, _name, x, y in shapes]),
        )
        for region, shapes in of_region.items()
    ]
    return Map(tuple(areas), boundaries.extent([row[1] for row in rows]))


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the point among the shapes' centers that lies nearest to all, in hundreds of meters."""
    across = sum(x for x, _y in points) / len(points)
    down = sum(y for _x, y in points) / len(points)
    x, y = min(points, key=lambda point: (point[0] - across) ** 2 + (point[1] - down) ** 2)
    return x * 10, y * 10
