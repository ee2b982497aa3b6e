"""What money puts in the registries of the applications below."""


def register() -> None:
    """Nothing yet."""
