"""The life of something that is brought in: looked over first, written at once or not at all, and undone."""

from typing import Final

ASKED, READING, CHECKED, FAULTY = "asked", "reading", "checked", "faulty"
WANTED, WRITING, WRITTEN, FAILED = "wanted", "writing", "written", "failed"
UNDO_WANTED, UNDOING, UNDONE, DROPPED = "undo_wanted", "undoing", "undone", "dropped"

NEXT: Final[dict[str, tuple[str, ...]]] = {
    ASKED: (READING, DROPPED),
    READING: (CHECKED, FAULTY, FAILED),
    CHECKED: (WANTED, DROPPED),
    FAULTY: (),
    WANTED: (WRITING,),
    WRITING: (WRITTEN, FAULTY, FAILED),
    WRITTEN: (UNDO_WANTED,),
    FAILED: (),
    UNDO_WANTED: (UNDOING,),
    UNDOING: (UNDONE, WRITTEN),
    UNDONE: (),
    DROPPED: (),
}
# What the worker picks up, and what it then is.
WORK: Final[dict[str, str]] = {ASKED: READING, WANTED: WRITING, UNDO_WANTED: UNDOING}
# What waits or runs: its page asks again.
MOVING: Final = frozenset({ASKED, READING, WANTED, WRITING, UNDO_WANTED, UNDOING})
# In these the file is still needed; in all others it is gone.
NEEDS_FILE: Final = frozenset({ASKED, READING, CHECKED, WANTED, WRITING})
