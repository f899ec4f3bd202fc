"""``python -m govgauge``."""

from govgauge.cli import main

if __name__ == "__main__":
    main()
