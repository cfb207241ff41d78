#!/usr/bin/env bash
# A task that waits half a second cannot be sent to a quorum queue; one that waits none, or one and a half, can.
#
# With RabbitMQ's quorum queues Celery 5.7.0 delays a task by routing it through the broker, bit by bit of whole seconds.
# It cuts the countdown to whole seconds, and a countdown between 0 and 1 then becomes 0, which kombu 5.7.0 refuses with
# "countdown must be a positive number", although the number was positive. A retry with jitter or back-off below
# one second meets this only in production, since other brokers take it. 0 and 1.5 go as far as the broker.
#
# Needs: python3 with venv and PyPI. No broker: the refusal comes before the connection, so the others fail to connect.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check celery==5.7.0 kombu==5.7.0

cat > send.py <<'PY'
from celery import Celery
from kombu import Exchange, Queue
from kombu.exceptions import OperationalError

app = Celery("clinic", broker="amqp://guest:guest@127.0.0.1:1//")
app.conf.task_queues = [Queue("assess", Exchange("assess", type="topic"), routing_key="assess",
                              queue_arguments={"x-queue-type": "quorum"})]
app.conf.update(task_default_queue="assess", task_default_exchange="assess", task_default_exchange_type="topic",
                task_default_routing_key="assess", task_publish_retry=False, broker_transport_options={"max_retries": 0})

@app.task
def assess():
    pass

for countdown in (0, 0.5, 1.5):
    try:
        assess.apply_async(countdown=countdown)
    except OperationalError:
        print(countdown, "went as far as the broker")
    except ValueError as error:
        print(countdown, "refused:", error)
PY
env/bin/python send.py > seen
cat > expected <<'TXT'
0 went as far as the broker
0.5 refused: countdown must be a positive number
1.5 went as far as the broker
TXT
cat seen
diff expected seen && echo "As described: a countdown between 0 and 1 is refused for a quorum queue."
