"""Public boundaries become a small map; a bad file is refused by place, and changes nothing."""

import gzip
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from concord.foundation.access import scope
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied
from concord.governance.directory import actions, boundaries, queries
from concord.governance.directory.faults import FAULTS, explain
from concord.governance.directory.models import Boundary
from tests import cast

Browser = Callable[[str], Client]
SQUARE = [[-72.0, 41.0], [-71.0, 41.0], [-71.0, 42.0], [-72.0, 42.0], [-72.0, 41.0]]
MOST_KILOBYTES = 15  # of the page itself, compressed


def area(name: str = "East", ring: Any = None, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name, **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring or SQUARE]},
    }


def file(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(boundaries.BadFileError) as refused:
        boundaries.read(text, [("north", "North")])
    for fault in refused.value.faults:
        assert explain(fault)
    return [(fault.feature, fault.code) for fault in refused.value.faults]


def test_a_shape_keeps_its_place_and_is_called_as_its_region() -> None:
    shapes = boundaries.read(file(area(), area("North", code="n")), [("north", "North"), ("east", "?")])
    assert [(shape.code, shape.region) for shape in shapes] == [("east", "east"), ("n", "north")]
    left, top, right, bottom = boundaries.extent([shapes[0].path])
    x, y = shapes[0].middle
    assert (left < x * 10 < right, top < y * 10 < bottom) == (True, True)
    assert abs((right - left) / 10 - 85.3) < 1  # a degree of longitude at the middle parallel
    assert abs((bottom - top) / 10 - 110.6) < 1


def test_where_an_area_belongs_can_be_said_beside_the_file() -> None:
    (shape,) = boundaries.read(file(area()), [("north", "North")], {"east": "north"})
    assert shape.region == "north"


def test_a_coast_is_drawn_with_fewer_points_and_the_same_outline() -> None:
    coast = [[-72 + at / 1000, 41 + (at % 2) / 100_000] for at in range(1000)]
    ring = [*coast, [-71.0, 42.0], [-72.0, 42.0], [-72.0, 41.0]]
    (shape,) = boundaries.read(file(area(ring=ring)), [])
    assert len(shape.path) < 60
    assert boundaries.extent([shape.path])[2] - boundaries.extent([shape.path])[0] > 840


def test_a_bad_file_is_refused_by_place_with_all_that_is_wrong() -> None:
    assert faults("{") == [(0, "not_json")]
    assert faults("[]") == [(0, "no_features")]
    assert faults(file(*[area()] * 601)) == [(0, "too_many")]
    assert faults(file(area(), area())) == [(0, "twice")]
    point = {"type": "Feature", "properties": {"name": "P"}, "geometry": {"type": "Point"}}
    empty = {"type": "Polygon", "coordinates": []}
    assert faults(
        file(
            area(), point, "text", area(""), area("A", code="No Code"), area("B", region="moon"),
            area("C", ring=SQUARE[:3]), area("D", ring=[["x", 1]] * 4), area("E", ring=[[5e5, 4e6]] * 4),
            area("F", ring=[[True, 1]] * 4), {**area("G"), "geometry": empty},
        )
    ) == [
        (2, "no_area"), (3, "no_properties"), (4, "no_name"), (5, "bad_code"), (6, "unknown_region"),
        (7, "short_ring"), (8, "not_a_position"), (9, "not_in_degrees"), (10, "not_a_position"),
        (11, "no_coordinates"),
    ]  # fmt: skip
    assert faults(file(area(ring=[[1, 1]] * 4))) == [(0, "no_area")]
    assert explain(boundaries.Fault(3, "no_name")).startswith("Feature 3: ")
    assert all(FAULTS.values())


def test_the_command_takes_a_file_and_refuses_a_bad_one_whole(db: None, tmp_path: Path) -> None:
    before = set(Boundary.objects.values_list("code", flat=True))
    path = tmp_path / "bad.geojson"
    path.write_text(file(area(), area("B", region="moon")))
    with pytest.raises(CommandError, match="Feature 2: The network has no region moon"):
        call_command("import_boundaries", path)
    with pytest.raises(CommandError):
        call_command("import_boundaries", tmp_path / "none.geojson")
    assert set(Boundary.objects.values_list("code", flat=True)) == before
    path.write_text(file(area(), area("Far", ring=[[x - 3, y] for x, y in SQUARE])))
    said = StringIO()
    call_command("import_boundaries", path, "--region", "east=north", stdout=said)
    assert "2 areas" in said.getvalue()
    assert list(Boundary.objects.values_list("code", "region")) == [("east", "north"), ("far", "")]


def test_nobody_but_the_office_and_the_command_draws_the_map(db: None) -> None:
    for name in ("lena", "rae", "ana"):
        by = cast.actor(name)
        with scope.acting(by), pytest.raises(Denied):
            actions.import_boundaries(text=file(area()), by=by, now=clock.now())
    bea = cast.actor("bea")
    with scope.acting(bea):
        assert actions.import_boundaries(text=file(area()), by=bea, now=clock.now()) == 1


def test_the_nine_planning_regions_of_connecticut_come_with_the_product() -> None:
    shapes = boundaries.read(actions.SHIPPED.read_text(), [])
    assert len(shapes) == 9
    assert {"Capitol", "Naugatuck Valley", "Western Connecticut"} <= {shape.name for shape in shapes}


@pytest.mark.req("DIR-10", "DIR-18")
def test_the_map_leads_to_lists_stands_below_one_and_weighs_little(client_of: Browser) -> None:
    body = client_of("tom").get("/directory/").content
    page = body.decode()
    assert page.index('id="results"') < page.index('<svg class="map"')
    names = dict(queries.get_regions())
    for code, name in names.items():
        assert page.count(f'href="/directory/?region={code}"') == 2, name
    assert len(gzip.compress(body)) <= MOST_KILOBYTES * 1000
    chosen = client_of("tom").get("/directory/?region=shore").content.decode()
    assert 'aria-current="true">Shore</a>' in chosen
    assert '<svg class="map"' not in client_of("tom").get(
        "/directory/?region=shore", headers={"HX-Request": "true"}
    ).content.decode()  # fmt: skip


def test_without_boundaries_there_is_no_map(client_of: Browser) -> None:
    Boundary.objects.all().delete()
    page = client_of("tom").get("/directory/").content.decode()
    assert '<svg class="map"' not in page
    assert 'id="results"' in page
