"""Work off what waits, in this process: for commands and tests that cannot wait for a worker."""

from procrastinate.contrib.django import app


def drain() -> None:
    """Run every job that is due, one by one, on connections of its own; failures stay in the queue."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
