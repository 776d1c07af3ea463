"""What many runs say of a runner: findings over months and years."""
