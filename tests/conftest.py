"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept`: write what was pinned anew; look at the difference before committing it."""
    parser.addoption("--accept", action="store_true", help="rewrite the pinned findings of the reconstructions")
