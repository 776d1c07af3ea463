"""What every surface says of runs, workouts and plans, as plain data."""
