"""The officer's desk: settings of an office, findings a person has accepted, baselines, answers read back."""
