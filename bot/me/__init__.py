"""The customer's own page: what is remembered, why, and the way out."""
