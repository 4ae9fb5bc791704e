from timonerie.domains.challenge.models.challenges import Challenge, ChallengeFact, ChallengeStep
from timonerie.domains.challenge.models.letters import LetterSending, LetterVersion, ProviderReply

__all__ = [
    "Challenge",
    "ChallengeFact",
    "ChallengeStep",
    "LetterSending",
    "LetterVersion",
    "ProviderReply",
]
