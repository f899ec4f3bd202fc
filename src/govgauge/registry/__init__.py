"""Lists of units, columns and channels: read, checked, normalised; good rows always run."""
