"""Command-line tools for those who work on Concord; nothing here is part of the product."""
