"""Many documents: scanning, the rules' own examples, scoring against gold."""
