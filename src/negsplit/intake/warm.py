"""What every worker needs and inherits: importing this unpacks the zones of the world.

That takes some 0.15 s, once, in the process that workers are forked from; each worker
would do it anew at its first run otherwise.
"""

from __future__ import annotations

from negsplit.zones import zone_at

zone_at(0.0, 0.0)
