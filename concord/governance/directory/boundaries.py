"""Public boundaries of areas: from GeoJSON to small shapes of a map. Pure: no Django, no database."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

# Connecticut's planning regions, from the Census Bureau's public boundaries (data/README.md).
SHIPPED: Final = Path(__file__).parent / "data" / "connecticut.geojson"
MOST_SHAPES: Final = 600
LONGEST_PATH: Final = 8000
_EAST, _NORTH = 111.32 * math.cos(math.radians(40)), 110.57  # kilometers a degree, in the middle of the US
_UNIT: Final = 10  # steps of a path in a kilometer
_ACROSS: Final = 700  # a map is drawn from about as many steps; what is smaller is left out
_RING: Final = 4
_CODE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """An area as it is stored."""

    code: str
    name: str
    region: str
    path: str
    middle: Point


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, and where: a feature's number from 1 on, 0 for the file as a whole."""

    feature: int
    code: str
    what: str = ""


class BadFileError(Exception):
    """A file that cannot be taken; all faults at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(f"{each.feature}: {each.code}" for each in faults))
        self.faults = tuple(faults)


def project(longitude: float, latitude: float) -> Point:
    """Return a position in kilometers on a flat map, south is down; good to some percent in the US."""
    return longitude * _EAST, -latitude * _NORTH


def read(
    text: str, regions: Sequence[tuple[str, str]], belongs: Mapping[str, str] | None = None
) -> list[Shape]:
    """Read GeoJSON; each feature names its area (``code``, ``name``) and the region that it belongs to.

    ``region`` may be left out where the area is called as a region is, or where ``belongs`` says by the
    area's code where it belongs. Raises BadFileError.
    """
    features = _features(text)
    faults: list[Fault] = []
    found: list[tuple[str, str, str, list[list[Point]]]] = []
    for number, feature in enumerate(features, 1):
        try:
            found.append(_feature(feature, regions, belongs or {}))
        except _FaultError as fault:
            faults.append(Fault(number, fault.code, fault.what))
    codes = [code for code, *_rest in found]
    faults += [Fault(0, "twice", code) for code in sorted({code for code in codes if codes.count(code) > 1})]
    if faults:
        raise BadFileError(faults)
    finest = _width(ring for *_names, rings in found for ring in rings) / _ACROSS
    return [
        Shape(code, name, region, _path(rings, finest), _middle(max(rings, key=_area)))
        for code, name, region, rings in found
    ]


class _FaultError(Exception):
    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code, self.what = code, what


def _features(text: str) -> list[Any]:
    try:
        read = json.loads(text)
    except ValueError as error:
        raise BadFileError([Fault(0, "not_json", str(error))]) from error
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not features:
        raise BadFileError([Fault(0, "no_features")])
    if len(features) > MOST_SHAPES:
        raise BadFileError([Fault(0, "too_many", str(MOST_SHAPES))])
    return features


def _feature(
    feature: Any, regions: Sequence[tuple[str, str]], belongs: Mapping[str, str]
) -> tuple[str, str, str, list[list[Point]]]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise _FaultError("no_properties")
    name = str(properties.get("name") or properties.get("NAME") or "").strip()
    if not name or len(name) > 80:  # noqa: PLR2004 - the longest name of a region
        raise _FaultError("no_name")
    code = str(properties.get("code") or "-".join(re.findall(r"[a-z0-9]+", name.lower())))[:40]
    if not _CODE.fullmatch(code):
        raise _FaultError("bad_code", code)
    region = belongs.get(code, properties.get("region"))
    if region is None:
        region = next((known for known, called in regions if known == code or called == name), "")
    if region and region not in {known for known, _called in regions}:
        raise _FaultError("unknown_region", str(region))
    return code, name, str(region), list(_rings(feature.get("geometry")))


def _rings(geometry: Any) -> Iterator[list[Point]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _FaultError("no_area", str(kind))
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise _FaultError("no_coordinates")
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise _FaultError("no_coordinates")
        for ring in polygon:
            yield _ring(ring)


def _ring(ring: Any) -> list[Point]:
    if not isinstance(ring, list) or len(ring) < _RING:
        raise _FaultError("short_ring")
    points = []
    for position in ring:
        numbers = position[:2] if isinstance(position, list) else []
        if len(numbers) != 2 or not all(  # noqa: PLR2004 - longitude and latitude
            isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part)
            for part in numbers
        ):
            raise _FaultError("not_a_position", str(position)[:40])
        if abs(numbers[0]) > 180 or abs(numbers[1]) > 90:  # noqa: PLR2004 - degrees
            raise _FaultError("not_in_degrees", f"{numbers[0]}, {numbers[1]}")
        points.append(project(numbers[0], numbers[1]))
    return points


def _width(rings: Iterator[list[Point]]) -> float:
    points = [point for ring in rings for point in ring]
    across = [x for x, _y in points]
    down = [y for _x, y in points]
    return max(max(across) - min(across), max(down) - min(down), 1.0)


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _middle(ring: Sequence[Point]) -> Point:
    """Return the center of an area, in kilometers."""
    left, top = ring[0]
    moved = [(x - left, y - top) for x, y in ring]
    twice = across = down = 0.0
    for (x, y), (next_x, next_y) in zip(moved, [*moved[1:], moved[0]], strict=True):
        cross = x * next_y - next_x * y
        twice, across, down = twice + cross, across + (x + next_x) * cross, down + (y + next_y) * cross
    if not twice:
        raise BadFileError([Fault(0, "no_area", "flat")])
    return round(left + across / (3 * twice), 1), round(top + down / (3 * twice), 1)


def _path(rings: Sequence[Sequence[Point]], finest: float) -> str:
    """Draw rings in whole steps of a hundred meters, each step from the one before."""
    kept = [ring for ring in rings if _area(ring) > finest * finest * 4] or [max(rings, key=_area)]
    path = "".join(_drawn(simplify(ring, finest)) for ring in kept)
    if len(path) > LONGEST_PATH:
        return _path(rings, finest * 2)
    return path


def _drawn(ring: Sequence[Point]) -> str:
    steps = [(round(x * _UNIT), round(y * _UNIT)) for x, y in ring]
    moves = [
        f"{x - before_x} {y - before_y}"
        for (before_x, before_y), (x, y) in pairwise(steps)
        if (x, y) != (before_x, before_y)
    ]
    return f"M{steps[0][0]} {steps[0][1]}l{' '.join(moves[:-1])}z"


def simplify(ring: Sequence[Point], finest: float) -> list[Point]:
    """Leave out points that lie nearer than ``finest`` to the line without them (Douglas and Peucker)."""
    if len(ring) <= _RING:
        return list(ring)
    far = max(range(len(ring)), key=lambda at: math.dist(ring[0], ring[at]))
    kept = {0, far, len(ring) - 1}
    waiting = [(0, far), (far, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:  # noqa: PLR2004 - nothing lies between
            continue
        at = max(range(first + 1, last), key=lambda k: _off(ring[k], ring[first], ring[last]))
        if _off(ring[at], ring[first], ring[last]) > finest:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    found = [ring[at] for at in sorted(kept)]
    return found if len(found) >= _RING else list(ring)


def _off(point: Point, start: Point, end: Point) -> float:
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    across, down = end[0] - start[0], end[1] - start[1]
    return abs(across * (start[1] - point[1]) - (start[0] - point[0]) * down) / length


_STEP: Final = re.compile(r"-?\d+")


def extent(paths: Sequence[str]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of shapes, in steps."""
    across: list[int] = []
    down: list[int] = []
    for path in paths:
        for ring in path.split("M")[1:]:
            x = y = 0
            numbers = [int(number) for number in _STEP.findall(ring)]
            for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + step_x, y + step_y
                across.append(x)
                down.append(y)
    return min(across), min(down), max(across), max(down)
