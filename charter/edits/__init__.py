"""Changes to the text of a charter file that leave every other byte as it is: fixes, and the canonical form."""
