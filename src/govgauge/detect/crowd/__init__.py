"""The crowd as reference: how thousands of pages write a phrase, and who writes it otherwise."""
