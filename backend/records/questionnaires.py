"""What the kinds ask of the layer above, which keeps the questionnaires: it says here what it knows (see `tracking.apps`)."""

from collections.abc import Callable, Mapping
from typing import Any


class Forms:
    """`find` gives the form of a questionnaire, or None; `check` refuses answers that do not fit it."""

    find: Callable[[str], Any]
    check: Callable[[Any, Mapping[str, Any]], None]

    def known(self, questionnaire_id: str) -> Any:
        """The form of a questionnaire that the clinic has loaded."""
        from backend.records.kinds.base import wrong

        form = self.find(questionnaire_id)
        if form is None:
            raise wrong("questionnaire", "the id of a questionnaire that the clinic has loaded")
        return form


forms = Forms()
