from lienthong.ballots.models.ballot import Ballot, Conclusion
from lienthong.ballots.models.paper import Paper
from lienthong.ballots.models.vote import Vote

__all__ = ["Ballot", "Conclusion", "Paper", "Vote"]
