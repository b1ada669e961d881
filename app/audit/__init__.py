"""Work out what readers could deduce about hidden counts from everything that is served. See docs/disclosure.md."""

from app.audit.audit import Audit, Finding, audit, audited_together
from app.audit.served import Served, served_by, served_of, sharing_days

__all__ = ["Audit", "Finding", "Served", "audit", "audited_together", "served_by", "served_of", "sharing_days"]
