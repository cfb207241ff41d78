"""What can be said about a patient: one validated shape for each kind, in the vocabulary of REPLAY."""

from backend.patients.kinds.base import Kind, KindModel, register, registered

__all__ = ["Kind", "KindModel", "register", "registered"]
