SELECT i, created, changed, roll(i, 'what') % 9 AS _kind,
    parent(i, n_Task(), n_Opportunity()) AS _opportunity, parent(i, n_Task(), n_Case()) AS _case,
    parent(i, n_Task(), n_Contact()) AS _contact,
    CASE WHEN _kind < 3 THEN opportunity_account(_opportunity) WHEN _kind = 3 THEN contact_account(case_contact(_case))
         WHEN _kind < 6 THEN contact_account(_contact) END AS _account,
    CASE WHEN _kind < 3 THEN id_Opportunity(_opportunity) WHEN _kind = 3 THEN id_Case(_case)
         WHEN _kind = 4 THEN id_Account(_account) WHEN _kind = 5 THEN NULL
         WHEN _kind = 6 THEN id_Instalacion__c(roll(i, 'plant') % n_Instalacion__c())
         WHEN _kind = 7 THEN id_Campaign(roll(i, 'campaign') % n_Campaign()) END AS WhatId,
    CASE WHEN _kind < 3 THEN id_Contact(account_contact(_account)) WHEN _kind = 3 THEN id_Contact(case_contact(_case))
         WHEN _kind < 6 THEN id_Contact(_contact) WHEN _kind = 8 THEN id_Lead(roll(i, 'lead') % n_Lead()) END AS WhoId,
    id_Account(_account) AS AccountId, word_task_subject(roll(i, 'subject')) AS Subject,
    created + roll(i, 'due') % (40 * 86400) AS _due,
    _due < now_s() - 20 * 86400 OR i % 5 = 0 AS IsClosed,
    CASE WHEN i % 3001 = 9 THEN DATE '1700-01-01' ELSE day(_due) END AS ActivityDate,
    CASE WHEN IsClosed THEN 'Completed' ELSE ['Not Started', 'In Progress', 'Deferred'][roll(i, 'status') % 3 + 1] END AS Status,
    ['Normal', 'Normal', 'High', 'Low'][roll(i, 'priority') % 4 + 1] AS Priority, Priority = 'High' AS IsHighPriority,
    CASE WHEN i % 17 = 5 THEN id_Group(1) ELSE id_User(owner(i)) END AS OwnerId,
    CASE WHEN i % 2 = 0 THEN paragraph(i, 'description') END AS Description,
    i % 53 = 31 AS IsDeleted, IsClosed AND _due < now_s() - 365 * 86400 AS IsArchived,
    CASE WHEN i % 3 = 0 THEN 'Call' ELSE 'Task' END AS TaskSubtype,
    CASE WHEN i % 3 = 0 THEN 'Outbound' END AS CallType, CASE WHEN i % 3 = 0 THEN roll(i, 'call') % 1800 END AS CallDurationInSeconds,
    CASE WHEN IsClosed THEN moment(least(_due, now_s())) END AS CompletedDateTime,
    i % 7 = 0 AND NOT IsClosed AS IsReminderSet, CASE WHEN i % 7 = 0 AND NOT IsClosed THEN moment(_due) END AS ReminderDateTime
FROM numbers
