"""Policy documents and interpretations: what the detectors over them share."""
