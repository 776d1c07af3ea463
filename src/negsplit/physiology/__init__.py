"""Published models as functions of floats; they know no records."""
