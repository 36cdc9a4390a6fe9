"""The choices a person has about how pages look."""

from typing import Final

LANGUAGES: Final = ("en", "es", "fr")
THEMES: Final = ("auto", "light", "dark")
DENSITIES: Final = ("comfortable", "compact")
TEXT_SIZES: Final = ("normal", "large")
