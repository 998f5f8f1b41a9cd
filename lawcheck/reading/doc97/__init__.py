"""Word 97–2003 binary files (.doc) made into a small docx, for the reader of docx to do the rest ([MS-DOC]).

The way through the folder: `ole` says what an OLE file is; `file` its streams and pieces; `properties`, `styles` and `lists` how paragraphs and
runs are set; `story` and `tables` their text; `shapes` text boxes; `docx` and `xml` write the package. What a file holds beyond them is left
to LibreOffice, and without it to the bare text (`ole.doc_text`).
"""
