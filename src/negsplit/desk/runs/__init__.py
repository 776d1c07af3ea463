"""Runs listed, and one of them judged, drawn, noted and sent."""
