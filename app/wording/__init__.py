"""Write figures in plain English, in the nouns of a dataset.

`static/js/words/wording.js` says the same; shared examples hold the two together.
"""

from app.wording.figures import Wording
from app.wording.phrases import all_of, capitalize_first, counted, day, in_words, written

__all__ = ["Wording", "all_of", "capitalize_first", "counted", "day", "in_words", "written"]
