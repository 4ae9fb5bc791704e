"""What a received template must be before it is used: plain, modest, whole, and with its mark.

It runs in the child of `confinement`, without Django, and says faults as codes. Nothing of the file
is followed or run here; what a text processor would do of itself, when it opens the documents made
from it, is refused.
"""
