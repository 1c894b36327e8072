"""The retention policy as machine input: docs/policy/retention.yaml, shipped with the package."""
