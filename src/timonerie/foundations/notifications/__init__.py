"""Messages to people: written once for each key, then sent by the server of mail, or kept to be
read in the application where there is none."""
