"""What all runs say, looked back on beside the pages."""
