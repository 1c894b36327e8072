"""An app of the tests whose second migration fails, after the first changed what is there."""
