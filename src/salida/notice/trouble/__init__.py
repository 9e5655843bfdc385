"""What goes wrong while leaving: what the guide says, what is true, what to do, what to write."""

from salida.notice.trouble.entries import Trouble, TroubleCode, trouble, troubles
from salida.notice.trouble.support_case import TroubleFacts, support_case

__all__ = ["Trouble", "TroubleCode", "TroubleFacts", "support_case", "trouble", "troubles"]
