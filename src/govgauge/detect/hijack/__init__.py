"""Whether a text offers gambling, pornography, drugs or forged certificates.

Not a detector: the detector is ``hijacked_text``.
"""
