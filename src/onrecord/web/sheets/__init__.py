"""What pages show of an incident and of a report, put in order: templates only set it."""
