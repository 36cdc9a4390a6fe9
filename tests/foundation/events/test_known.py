"""Every process knows every event, whatever else it imports."""

import re
import subprocess
import sys

from tests import ground

_NAME = re.compile(r"name: ClassVar\[str\] = \"(\w+)\"")
_ASK = "import django; django.setup(); from concord.foundation.events.registry import EVENTS; print(*EVENTS)"


def test_a_process_without_pages_knows_every_event() -> None:
    declared = {
        name
        for path in (ground.ROOT / "concord").glob("*/*/events.py")
        for name in _NAME.findall(path.read_text())
    }
    known = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", _ASK], cwd=ground.ROOT, capture_output=True, text=True, check=True
    )
    assert declared - set(known.stdout.split()) == set()
