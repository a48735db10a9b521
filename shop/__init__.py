"""The business behind the assistant: one port, a demo house, and any shop that speaks HTTP."""
