from timonerie.foundations.jobs import operations


def run(job_id: int) -> None:
    """What the queue calls: the number of the job is all that travels."""
    operations.run(job_id=job_id)
