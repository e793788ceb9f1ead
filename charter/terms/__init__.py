"""What rules and documents ask of the terms: names and references, dates, criteria, payments, and who gives what."""
