"""What is written while somebody pulls comes with the next pull: no change number is passed over."""

from django.urls import reverse

from backend.core.actor import Actor
from backend.sync import pull
from backend.sync.push import push


def test_an_entry_that_comes_between_two_lists_is_not_passed_over(cast, client_of, entry, monkeypatch):
    by = Actor(role="patient", user_id=cast.maria.user_id, name="Maria")
    push(patient=cast.maria, items=[entry()], by=by)
    late = entry(intensity=7)

    def another_device_writes(patient, after, limit, audience, language):
        if not late.get("sent"):
            late["sent"] = True
            push(patient=patient, items=[{name: value for name, value in late.items() if name != "sent"}], by=by)
        return []

    monkeypatch.setattr(pull, "message_sources", [another_device_writes])
    phone = client_of(cast.maria)
    address = reverse("sync-pull")
    first = phone.get(f"{address}?after=0").json()
    second = phone.get(f"{address}?after={first['cursor']}").json()
    told = [change["record"]["id"] for page in (first, second) for change in page["changes"] if "record" in change]
    assert late["id"] in told
    assert len(told) == len(set(told)) == 2
