"""The archive as people work on it: brought up to date, looked at, decided on. No web code: both doors go here."""
