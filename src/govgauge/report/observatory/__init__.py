"""The public observatory: a static site of one publication, made of relative links alone."""
