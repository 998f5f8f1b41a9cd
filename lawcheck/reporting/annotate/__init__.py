"""The officer's own file back, with a note on the words of each finding; nothing else in the file changes."""
