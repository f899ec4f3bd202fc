"""A document as PDF, set from data alone: nothing in it is ever read as markup."""
