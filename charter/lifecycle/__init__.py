"""The life of a charter: which steps there are, where decisions and consents have led, and where they could lead."""
