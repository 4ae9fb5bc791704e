"""The French accounting entries file (fichier des écritures comptables, FEC): read, controlled, and
made to answer.

Structure: article A. 47 A-1 of the Livre des procédures fiscales (VII for companies taxed on their
profits, VIII for cash-basis books, IX for the name of the file, XII for the characters).

    reading.read(path) -> Reading           the lines as a table, and how the file is written
    controls.check(lines, profile)          what the administration would say, with the lines
    purchases.attributions(lines)           expense lines given to the third parties of their entry
    providers, concentration, recurring, payment_delays, das2, after_closing, unlettered, context,
    unmeasurable                            one answer each, with the lines behind every figure
"""
