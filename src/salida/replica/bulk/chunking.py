"""Which sObjects the server splits by primary key, as `isPkChunkingSupported` tells.

Source: Bulk API Developer Guide, "PK Chunking Header" (the list), 2026. An archive needs no
chunking; clients plan with the answer, so it must be the org's.
"""

from __future__ import annotations

import re

_STANDARD = frozenset(
    name
    for line in (
        "Account AccountContactRelation AccountTeamMember AiVisitSummary Asset AssignedResource",
        "Campaign CampaignMember CandidateAnswer Case CaseArticle CaseComment CaseRelatedIssue",
        "ChangeRequest ChangeRequestRelatedIssue ChangeRequestRelatedItem Claim ClaimParticipant",
        "Contact ContentDistribution ContentDocument ContentNote ContentVersion Contract",
        "ContractLineItem ConversationDefinitionEventLog ConversationEntry ConversationReason",
        "ConversationReasonExcerpt ConversationReasonGroup CustomerProperty",
        "EinsteinAnswerFeedback EmailMessage EngagementScore Entitlement Event EventRelation",
        "FeedItem Incident IncidentRelatedItem Individual InsurancePolicy InsurancePolicyAsset",
        "InsurancePolicyParticipant Lead LeadInsight LinkedArticle LiveChatTranscript",
        "LoginHistory MessagingSession MlRetrainingFeedback Note ObjectTerritory2Association",
        "Opportunity OpportunityContactRole OpportunityHistory OpportunityLineItem",
        "OpportunitySplit OpportunityTeamMember Order OrderItem Pricebook2 PricebookEntry Problem",
        "ProblemIncident ProblemRelatedItem Product2 ProductConsumed ProductRequired QuickText",
        "Quote QuoteLineItem ReplyText ScoreIntelligence ServiceAppointment ServiceContract Task",
        "TaskRelation TermDocumentFrequency TimeSheetEntry TransactionJournal User UserRole",
        "VoiceCall VoiceCallRecording Voucher WebCart WorkloadUnit WorkOrder WorkOrderLineItem",
        "WorkPlan WorkPlanTemplate",
    )
    for name in line.split()
)
_SIDE_TABLE = re.compile(r"(?P<parent>.+?)(?:__)?(?:Share|History)")


def supports_pk_chunking(sobject: str) -> bool:
    """Whether the server would split a query of `sobject` by Id."""
    if sobject in _STANDARD or sobject.endswith("__c") or sobject.startswith("Loyalty"):
        return True
    side = _SIDE_TABLE.fullmatch(sobject)
    return side is not None and (side["parent"] in _STANDARD or "__" in sobject)
