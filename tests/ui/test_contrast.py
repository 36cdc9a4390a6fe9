"""Contrast of the color tokens (WCAG 2.2, 1.4.3 and 1.4.11), read from the style sheet itself."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "frontend/styles/tokens.css"

TEXT, STRONG, SHAPE = 4.5, 7.0, 3.0
PAIRS = [
    ("ink", "surface", STRONG),
    ("ink", "canvas", STRONG),
    ("ink", "sunken", STRONG),
    ("ink", "accent-bg", STRONG),
    *[("ink", f"{kind}-bg", STRONG) for kind in ("late", "soon", "ok", "info")],
    *[("ink2", ground, TEXT) for ground in ("surface", "canvas", "sunken", "accent-bg")],
    *[("control", ground, SHAPE) for ground in ("surface", "canvas")],
    *[("accent", ground, TEXT) for ground in ("surface", "canvas", "sunken", "accent-bg")],
    *[("accent-strong", ground, TEXT) for ground in ("surface", "canvas", "sunken", "accent-bg")],
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-exit", "exit", TEXT),
    ("on-exit", "exit-strong", TEXT),
    *[(kind, f"{kind}-bg", TEXT) for kind in ("late", "soon", "ok", "hold", "info")],
    *[(kind, "surface", TEXT) for kind in ("late", "soon", "ok", "hold", "info")],
    *[(kind, "canvas", TEXT) for kind in ("late", "soon")],
    ("soon", "accent-bg", TEXT),
    ("canvas", "ink", TEXT),
    *[(f"s{number}", "surface", SHAPE) for number in range(1, 5)],
    ("m4", "surface", SHAPE),
    ("m5", "surface", SHAPE),
    ("focus", "focus-ink", SHAPE),
]


def _themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r"(:root[^{]*)\{([^{}]*)\}", TOKENS.read_text())
    found = {}
    for selector, body in blocks:
        colors = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
        if colors:
            found[selector.strip()] = colors
    return found


LIGHT = _themes()[":root"]
BY_DEVICE = _themes()[':root:not([data-theme="light"])']
BY_CHOICE = _themes()[':root[data-theme="dark"]']


def _luminance(color: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
@pytest.mark.parametrize("theme", [LIGHT, BY_CHOICE], ids=["light", "dark"])
def test_each_pair_of_colors_is_far_enough_apart(
    theme: dict[str, str], front: str, ground: str, least: float
) -> None:
    assert _contrast(theme[front], theme[ground]) >= least


def test_dark_by_device_and_dark_by_choice_are_the_same() -> None:
    assert BY_DEVICE == BY_CHOICE


def test_dark_names_every_color_that_light_names() -> None:
    assert BY_CHOICE.keys() == LIGHT.keys()


def test_black_on_white_is_the_widest_contrast() -> None:
    assert round(_contrast("#000000", "#ffffff"), 1) == 21.0
