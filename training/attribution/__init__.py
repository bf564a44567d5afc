"""Training of the tagger of speaker, cue and content; no part of the package that is installed."""
