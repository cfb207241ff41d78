"""RabbitMQ: queues that are kept by several of its hosts, and messages that count as sent when it has confirmed them."""

from collections.abc import Iterable

from kombu import Exchange, Queue

EXCHANGE = "toh"
# After so many deliveries without an end a message is dropped: the row that it speaks of is found by the next signal.
MOST_DELIVERIES = 20
# Without `confirm_publish` what is sent into a dying connection is lost without an error; without the time limits a
# confirmation that never comes is waited for for ever.
CONFIRMED = {"confirm_publish": True, "read_timeout": 10, "write_timeout": 10}


def quorum(names: Iterable[str]) -> list[Queue]:
    """By a topic exchange: with a direct one, what is to run later holds up the worker's other messages."""
    exchange = Exchange(EXCHANGE, type="topic", durable=True)
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": MOST_DELIVERIES}
    return [Queue(name, exchange, routing_key=name, queue_arguments=arguments) for name in names]
