"""What is known about single sObjects, as data. The org's own answer always outranks it.

Sources: the vendor's guides for Bulk API 2.0, SOQL and big objects, and what several open
connectors learned from real orgs. The lists are version-specific, so they only choose the
first thing to try: a refusal that is not on a list is recorded with the org's words.
"""

from __future__ import annotations

NO_FILTER_NO_ROWS = frozenset(
    {
        "Announcement",
        "ApexTypeImplementor",
        "AppTabMember",
        "CollaborationGroupRecord",
        "ColorDefinition",
        "ContentFolderItem",
        "ContentFolderMember",
        "ContentHubItem",
        "DataStatistics",
        "DatacloudDandBCompany",
        "EntityParticle",
        "FieldDefinition",
        "FieldHistoryArchive",
        "FlexQueueItem",
        "FlowTestView",
        "FlowVariableView",
        "FlowVersionView",
        "IconDefinition",
        "IdeaComment",
        "NetworkUserHistoryRecent",
        "OwnerChangeOptionInfo",
        "PicklistValueInfo",
        "PlatformAction",
        "RecordActionHistory",
        "RelatedListColumnDefinition",
        "RelatedListDefinition",
        "RelationshipDomain",
        "RelationshipInfo",
        "SearchLayout",
        "SiteDetail",
        "UserEntityAccess",
        "UserFieldAccess",
        "UserRecordAccess",
        "Vote",
    }
)
"""Salesforce answers these only with a filter. They are asked once all the same: versions differ."""

NEVER_QUERYABLE = frozenset(
    {
        "AIPredictionEvent",
        "ActivityHistory",
        "ActivityMetric",
        "ActivityMetricRollup",
        "AggregateResult",
        "AsyncOperationStatus",
        "AttachedContentDocument",
        "AttachedContentNote",
        "CombinedAttachment",
        "ContentBody",
        "DataType",
        "DatacloudAddress",
        "EmailStatus",
        "FeedLike",
        "FeedSignal",
        "FeedTrackedChange",
        "FolderedContentDocument",
        "ListViewChartInstance",
        "LookedUpFromActivity",
        "Name",
        "NoteAndAttachment",
        "OpenActivity",
        "OrgLifecycleNotification",
        "OutgoingEmail",
        "OutgoingEmailRelation",
        "OwnedContentDocument",
        "ProcessInstanceHistory",
        "QuoteTemplateRichTextData",
    }
)
"""Some orgs describe these as queryable, yet no query of theirs has ever been answered."""

REST_ONLY = frozenset(
    {
        "AcceptedEventRelation",
        "AccountBrandShare",
        "AccountFeed",
        "AssetFeed",
        "CaseStatus",
        "CaseTeamMember",
        "CaseTeamRole",
        "CaseTeamTemplate",
        "CaseTeamTemplateMember",
        "CaseTeamTemplateRecord",
        "ChannelProgramLevelShare",
        "ContractStatus",
        "DeclinedEventRelation",
        "EntityDefinition",
        "EventWhoRelation",
        "FieldSecurityClassification",
        "KnowledgeArticle",
        "KnowledgeArticleVersion",
        "KnowledgeArticleVersionHistory",
        "KnowledgeArticleViewStat",
        "KnowledgeArticleVoteStat",
        "OrderStatus",
        "PartnerRole",
        "RecentlyViewed",
        "ServiceAppointmentStatus",
        "ShiftStatus",
        "SolutionStatus",
        "TaskPriority",
        "TaskStatus",
        "TaskWhoRelation",
        "UndecidedEventRelation",
        "WorkOrderLineItemStatus",
        "WorkOrderStatus",
        "WorkStepStatus",
    }
)
"""REST reads these, Bulk answers INVALIDENTITY."""

REST_ONLY_SUFFIXES = ("__Tag", "__mdt")

EVENT_STREAMS = frozenset(
    {
        "ApiAnomalyEvent",
        "ApiEventStream",
        "AssetTokenEvent",
        "AsyncOperationEvent",
        "BatchApexErrorEvent",
        "BulkApiResultEvent",
        "ConcurLongRunApexErrEvent",
        "CredentialStuffingEvent",
        "FlowExecutionErrorEvent",
        "LightningUriEventStream",
        "ListViewEventStream",
        "LoginAsEventStream",
        "LoginEventStream",
        "LogoutEventStream",
        "PlatformStatusAlertEvent",
        "ProcessExceptionEvent",
        "RemoteKeyCalloutEvent",
        "ReportAnomalyEvent",
        "ReportEventStream",
        "SessionHijackingEvent",
        "UriEventStream",
    }
)
EVENT_SUFFIXES = ("__e", "ChangeEvent")

EXTERNAL_SUFFIXES = ("__x", "__dlm", "__dll", "__dmo")
"""External objects are live calls to another system; Data Cloud objects are not in the org's store."""

BIG_OBJECT_SUFFIX = "__b"
"""A query of a big object that names Id returns rows with nothing but an empty Id, and COUNT() is
refused: leave out both."""

LINKS_OF_FILES = "ContentDocumentLink"
"""Needs the permission "Query All Files", or else a filter by the documents already archived."""

SIZE_FIELDS = {
    ("ContentVersion", "VersionData"): "ContentSize",
    ("Attachment", "Body"): "BodyLength",
    ("Document", "Body"): "BodyLength",
    ("StaticResource", "Body"): "BodyLength",
    ("MailmergeTemplate", "Body"): "BodyLength",
}
"""The field that states how many bytes a file has."""

CHECKSUM_FIELDS = {("ContentVersion", "VersionData"): "Checksum"}
"""The field that states the MD5 of a file."""

LOCATION_FIELDS = {("ContentVersion", "VersionData"): "ContentLocation"}
"""`S` in Salesforce, `E` in another system, `L` a social network: only `S` has bytes to fetch."""
