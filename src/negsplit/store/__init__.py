"""The diary's tables, and the codes of what lies in them; SQL is nowhere else."""
