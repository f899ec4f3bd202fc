"""What the detectors over links out of the unit share: words and hosts that tell whose they are."""
