"""The eight clauses that matter first, looked for in the text of a contract.

Pure: pages in, findings out. A finding is a literal piece of a page, never a sentence of ours.
"""
