"""Writes the letters that accounts asks for by its events."""


def connect() -> None:
    """Subscribe; called once when the applications have loaded."""
