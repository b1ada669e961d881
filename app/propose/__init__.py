"""Propose a definition by looking at the files of a folder."""

from app.propose.answers import Answers, Question
from app.propose.comparing import differences
from app.propose.proposal import Proposal, propose
from app.propose.reading import read_folder
from app.propose.tables import TextTable
from app.propose.telling import told
from app.propose.writing import written

__all__ = ["Answers", "Proposal", "Question", "TextTable", "differences", "propose", "read_folder", "told", "written"]
