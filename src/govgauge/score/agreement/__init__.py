"""Agreement between raters: whether marks say something of the sites or of who gave them."""
