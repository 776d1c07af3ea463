"""negsplit: design, deliver and verify runs that finish faster than they start."""
