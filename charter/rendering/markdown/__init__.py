"""Pages in Markdown: texts of charters in them stay texts."""
