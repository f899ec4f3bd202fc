"""Terms that rules on wording tell not to use, as data, and where a text may use them all the same.

A rule names a term; quotations, titles of works, history and the rule's own exceptions speak for
the text.  Not a detector: the detector is ``improper_terms``.
"""
