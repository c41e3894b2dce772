"""New records from answers: questions, checks of each answer, files with the rest left to fill in."""
