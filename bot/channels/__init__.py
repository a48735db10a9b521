"""Messaging channels: one module each that verifies, parses and renders; pure but for sending."""
