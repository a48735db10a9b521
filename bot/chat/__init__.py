"""The web chat: its script, its socket, and the demo shop that embeds it."""
