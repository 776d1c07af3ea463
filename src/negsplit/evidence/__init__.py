"""Sources, claims and disagreements: what negsplit relies on, and how firmly."""
