"""What is true: the words of the house and the judge. Pure: no I/O, no clock, the standard library alone."""
