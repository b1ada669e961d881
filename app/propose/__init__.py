"""Propose a definition by looking at the files of a folder."""

from app.propose.answers import Answers, Question
from app.propose.comparing import differences
from app.propose.proposal import Proposal, propose
from app.propose.reading import read_folder
from app.propose.writing import written

__all__ = ["Answers", "Proposal", "Question", "differences", "propose", "read_folder", "written"]
