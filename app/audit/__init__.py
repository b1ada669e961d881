"""Work out what can be worked out: which hidden counts follow from all that is served. Docs: docs/disclosure.md."""

from app.audit.audit import Audit, Finding, audit, audited_together
from app.audit.served import Served, served_by, served_of, sharing_days

__all__ = ["Audit", "Finding", "Served", "audit", "audited_together", "served_by", "served_of", "sharing_days"]
