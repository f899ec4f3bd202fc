"""Wrong words (错别字) in official text: statistics, proposals, and what survives the doubt.

Text becomes an array of character numbers; every step works on whole arrays, so that a million
characters cost a fraction of a second.  Not a detector: the detector is ``wrong_words``.
"""
