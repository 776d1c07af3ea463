"""The plan: kept, shown, changed, made for a goal, taken along."""
