"""Connects ports: which duties the worker has. The only place that knows every room's jobs."""

from concord.config.worker import Duty, deliver_events, sequence_audit


def duties() -> dict[str, Duty]:
    """Return the worker's duties in the order of their turns."""
    return {"sequence_audit": sequence_audit, "deliver_events": deliver_events}
