"""What is due: run by the house's clock, in the background or when a rehearsal asks for it."""
