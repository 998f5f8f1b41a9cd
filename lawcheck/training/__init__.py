"""Fitting the weights of considerations and wording on labelled documents; needs the extra `train` (scikit-learn). Not used when documents are checked."""
