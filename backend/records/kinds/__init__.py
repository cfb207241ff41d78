"""What can be said about a patient: one module for each kind, with its validated shape and all that belongs to it.

A module of this folder is a kind by being here; docs/howto/add-a-kind.md says what else a new one needs.
"""

from importlib import import_module
from pkgutil import iter_modules

from backend.records.kinds.base import Kind, KindModel, register, registered

__all__ = ["Kind", "KindModel", "load", "register", "registered"]

_SHARED = {"base", "vocabulary", "published"}


def load() -> None:
    """Make every kind known."""
    for module in iter_modules(__path__):
        if module.name not in _SHARED:
            import_module(f"{__name__}.{module.name}")
