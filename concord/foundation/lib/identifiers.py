"""Primary keys: UUID version 7, made in the application and never shown to people.

Layout of RFC 9562 section 5.7, with method 3 of section 6.2: 48 bits of Unix time in
milliseconds, version, 12 bits of sub-millisecond time, variant, 62 random bits.
"""

import os
import time
import uuid
from threading import Lock

_NANOSECONDS_A_MILLISECOND = 1_000_000
_lock = Lock()
_last_tick = 0


def _next_tick() -> int:
    """Time in units of 1/4096 ms, at least one more than the last time in this process."""
    global _last_tick  # noqa: PLW0603 - one counter a process is what makes the keys ascend
    milliseconds, rest = divmod(time.time_ns(), _NANOSECONDS_A_MILLISECOND)
    tick = (milliseconds << 12) | ((rest << 12) // _NANOSECONDS_A_MILLISECOND)
    with _lock:
        _last_tick = max(tick, _last_tick + 1)
        return _last_tick


def uuid7() -> uuid.UUID:
    """Make a key that is greater than every earlier one of this process, even when the clock steps back."""
    tick = _next_tick()
    random_bits = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    milliseconds, fraction = tick >> 12, tick & 0xFFF
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random_bits
    return uuid.UUID(int=value)
