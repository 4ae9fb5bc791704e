from timonerie.foundations.jobs import operations, planned


def run(job_id: int) -> None:
    """What the queue calls: the number of the job is all that travels."""
    operations.run(job_id=job_id)


def start_hourly() -> None:
    """What the queue's clock calls."""
    planned.start_hourly()
