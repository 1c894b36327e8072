"""Uploads: recognised by content, made harmless or refused, kept under the digest of what they hold."""
