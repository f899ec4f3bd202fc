"""Published tables checked against themselves: does what is printed follow from what is printed?"""
