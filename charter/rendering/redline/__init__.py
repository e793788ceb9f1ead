"""Two versions of a charter as one document that shows what changed, word by word."""
