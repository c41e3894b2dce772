"""The records: what they may hold, where they lie, and every rule they keep. Imports nothing of ours."""
