"""The tool's settings: `charter.toml`, or `[tool.charter]` in `pyproject.toml`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from charter.errors import ConfigurationError
from charter.repository import read_file

SEVERITIES = ("error", "warning", "info", "off")


class Settings(NamedTuple):
    """What a repository decides for everybody who lints it.

    Attributes:
        select: Only these rules; None for all.
        ignore: Not these rules.
        fail_on: The mildest severity that makes the exit code 1.
        severities: (path pattern, rule, severity or ``off``), the last match wins.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    severities: tuple[tuple[str, str, str], ...] = ()


def load_settings(root: Path) -> Settings:
    """The settings of the repository at `root`; the defaults where there are none.

    Raises:
        ConfigurationError: The file is no TOML, or has a key or value that is not known.
    """
    own, shared = root / "charter.toml", root / "pyproject.toml"
    if own.is_file():
        return _settings(_toml(own), own)
    if shared.is_file():
        tools = _mapping(_toml(shared).get("tool", {}), "tool", shared)
        return _settings(_mapping(tools.get("charter", {}), "tool.charter", shared), shared)
    return Settings()


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(read_file(path).decode())
    except ValueError as error:  # no TOML, no UTF-8, or a number of thousands of digits
        raise ConfigurationError(f"{path} is not TOML: {error}") from error
    except RecursionError as error:
        raise ConfigurationError(f"{path} is nested too deeply") from error


_KEYS = ("select", "ignore", "fail-on", "severity", "per-path")


def _settings(table: Mapping[str, Any], path: Path) -> Settings:
    for key in table:
        if key not in _KEYS:
            raise ConfigurationError(f'{path}: "{key}" is not a setting', f"the settings are {', '.join(_KEYS)}", key)
    fail_on = table.get("fail-on", "error")
    if fail_on not in SEVERITIES[:3]:
        raise ConfigurationError(f"{path}: fail-on is {fail_on!r}", "write error, warning or info", "fail-on")
    severities = [*_severities("*", table.get("severity", {}), path)]
    for pattern, chosen in _mapping(table.get("per-path", {}), "per-path", path).items():
        severities += _severities(pattern, chosen, path)
    select = _names(table["select"], "select", path) if "select" in table else None
    return Settings(select, _names(table.get("ignore", []), "ignore", path), fail_on, tuple(severities))


def _severities(pattern: str, chosen: Any, path: Path) -> Iterator[tuple[str, str, str]]:
    for rule, severity in _mapping(chosen, "severity", path).items():
        if severity not in SEVERITIES:
            raise ConfigurationError(
                f"{path}: the severity of {rule} is {severity!r}", "write error, warning, info or off", rule
            )
        yield pattern, rule, severity


def _mapping(value: Any, key: str, path: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ConfigurationError(
            f"{path}: {key} is not a table", f'write [{key}] and lines such as no-baseline = "warning"', key
        )
    return value


def _names(value: Any, key: str, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ConfigurationError(f"{path}: {key} is not a list of rule names", f'write {key} = ["no-baseline"]', key)
    return tuple(value)
