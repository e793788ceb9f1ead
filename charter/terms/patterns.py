"""What kind of work a pattern of partnership is: selling for each other, or building into each other."""

from __future__ import annotations

SELLING = frozenset(["referral", "resell", "distribution", "marketplace"])
"""One side's people sell, or send customers to, the other side's product."""

JOINED = frozenset(["technology", "embedded", "marketplace"])
"""One product runs inside or beside the other, at many customers, without anybody at hand."""

BUILT = frozenset(["joint-development", "embedded"])
"""Both roadmaps lead into one product."""
