"""The rungs of the ladder, from the point to the exit: an aid, with its sources, to be checked by a
counsel."""
