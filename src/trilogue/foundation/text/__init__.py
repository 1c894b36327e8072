"""Text in four languages, each with a state, and one rule for what is shown when a language is missing."""
