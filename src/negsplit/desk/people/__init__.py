"""Who runs: values by day, their data, accounts, the squad, the demo runner."""
