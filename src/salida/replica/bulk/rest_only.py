"""sObjects that REST reads and Bulk API 2.0 refuses, with the org's words.

The list is what several open connectors have met in real orgs. An archive could deliver
these as well as any other, but a client that works here must work there.
"""

from __future__ import annotations

_NAMES = frozenset(
    name
    for line in (
        "AcceptedEventRelation AccountBrandShare AccountFeed AssetFeed AssetTokenEvent",
        "AttachedContentNote Attachment CaseStatus CaseTeamMember CaseTeamRole CaseTeamTemplate",
        "CaseTeamTemplateMember CaseTeamTemplateRecord ChannelProgramLevelShare ContractStatus",
        "DeclinedEventRelation EventWhoRelation FieldSecurityClassification KnowledgeArticle",
        "KnowledgeArticleVersion KnowledgeArticleVersionHistory KnowledgeArticleViewStat",
        "KnowledgeArticleVoteStat OrderStatus PartnerRole QuoteTemplateRichTextData RecentlyViewed",
        "ServiceAppointmentStatus ShiftStatus SolutionStatus TaskPriority TaskStatus",
        "TaskWhoRelation UndecidedEventRelation WorkOrderLineItemStatus WorkOrderStatus",
        "WorkStepStatus",
    )
    for name in line.split()
)
_SUFFIXES = ("__Tag", "__mdt")


def entity_refusal(sobject: str) -> str | None:
    """Return the words with which Bulk refuses every query of `sobject`, or `None`."""
    if sobject in _NAMES or sobject.endswith(_SUFFIXES):
        return f"Entity '{sobject}' is not supported by the Bulk API."
    return None
