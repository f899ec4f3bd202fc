"""Letters to the unit: one letter from all its pages, and what an answer says. No detector."""
