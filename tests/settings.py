"""The product's settings with one connection instead of two: a test rolls back everything it wrote.

That throttles and sessions survive a rolled-back request is tested against a real server.
"""

from concord.config.settings import *  # noqa: F403 - settings are what is in the module
from concord.config.settings import DATABASES

DATABASES.pop("side")
NETWORK_SECONDS = 0.0
