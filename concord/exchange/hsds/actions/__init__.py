"""The verbs of the exchange in HSDS. Keyword-only; each asks its rule first."""

from concord.exchange.hsds.actions.choices import choose, forget_places, open_data
from concord.exchange.hsds.actions.imports import write
from concord.exchange.hsds.actions.undoing import undo

__all__ = ["choose", "forget_places", "open_data", "undo", "write"]
