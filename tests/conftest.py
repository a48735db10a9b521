"""What holds for every test."""

from hypothesis import settings

# A test says what is so, not how fast: a busy machine must fail none.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
