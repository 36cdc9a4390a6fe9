"""What is wrong with a file of boundaries, for whoever runs the command, who reads English."""

from collections.abc import Mapping

from concord.governance.directory.boundaries import Fault

FAULTS: Mapping[str, str] = {
    "not_json": "This is no JSON: %(what)s.",
    "no_features": "This is no GeoJSON with features.",
    "too_many": "There are more than %(what)s areas in this file. Take a coarser one.",
    "twice": "The area %(what)s stands in the file twice.",
    "no_properties": "There are no properties.",
    "no_name": "There is no name of at most 80 letters.",
    "bad_code": "A code is made of small letters, digits and hyphens; %(what)s is none.",
    "unknown_region": "The network has no region %(what)s.",
    "no_area": "An area is a Polygon or a MultiPolygon, not %(what)s.",
    "no_coordinates": "There are no coordinates.",
    "short_ring": "A ring has at least four positions, and the last is the first.",
    "not_a_position": "A position is a longitude and a latitude; %(what)s is none.",
    "not_in_degrees": "Positions are in degrees; %(what)s are none. Save the file as WGS 84.",
}


def explain(fault: Fault) -> str:
    """Say where a file of boundaries is wrong, and why."""
    said = FAULTS[fault.code] % {"what": fault.what}
    return f"Feature {fault.feature}: {said}" if fault.feature else said
