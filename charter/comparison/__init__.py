"""What changed between two versions of a charter's terms, and what each change does to whom."""
