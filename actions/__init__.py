"""What the assistant does: plain rasa-sdk actions, a topic a module."""
