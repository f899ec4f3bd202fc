"""Change: year on year, what it is made of, and who moved most."""
