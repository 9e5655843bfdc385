"""Backing up: an org into an archive, every row and file, proven complete.

manifest = run_backup(client, archive)
if not manifest.complete:
    print(manifest.gaps)
"""

from salida.backup.backup import run_backup
from salida.backup.plan import Api, BackupPlan, Reader, plan_backup
from salida.backup.progress import Progress, ProgressEvent
from salida.backup.run import BackupOptions

__all__ = [
    "Api",
    "BackupOptions",
    "BackupPlan",
    "Progress",
    "ProgressEvent",
    "Reader",
    "plan_backup",
    "run_backup",
]
