"""The diagnosis of one unit: where it stands, what cost it points, what to mend first."""
