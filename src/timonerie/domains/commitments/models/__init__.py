from timonerie.domains.commitments.models.commitments import Commitment, CommitmentPromise

__all__ = ["Commitment", "CommitmentPromise"]
