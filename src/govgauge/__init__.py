"""govgauge (政评): evidence first, judgement as a pure function of it, a score as a replay."""

__version__ = "0.1.0"
