"""Forms for those who have no terminal: made from the models, filled in and checked in the browser."""
