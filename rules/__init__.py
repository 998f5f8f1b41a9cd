"""The data files of lawcheck as an importable folder, so that installed and editable installs find them."""
