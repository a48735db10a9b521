"""The agents' desk: its page, its part of the API, and what customers are told while people take over."""
