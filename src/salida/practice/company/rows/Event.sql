SELECT i, created, changed, parent(i, n_Event(), n_Contact()) AS _contact, contact_account(_contact) AS _account,
    created + 86400 + roll(i, 'start') % (25 * 86400) // 1800 * 1800 AS _start,
    30 * (1 + roll(i, 'length') % 6) AS DurationInMinutes, i % 10 = 9 AS IsAllDayEvent,
    CASE WHEN i % 11 = 10 THEN id_Lead(roll(i, 'lead') % n_Lead()) ELSE id_Contact(_contact) END AS WhoId,
    CASE WHEN i % 11 = 10 THEN NULL WHEN i % 3 = 0 THEN id_Proyecto__c(roll(i, 'project') % n_Proyecto__c())
         ELSE id_Account(_account) END AS WhatId,
    CASE WHEN i % 11 <> 10 THEN id_Account(_account) END AS AccountId,
    word_event_subject(roll(i, 'subject')) AS Subject, word_city_name(account_city(_account)) AS Location,
    CASE WHEN IsAllDayEvent THEN moment(_start // 86400 * 86400) ELSE moment(_start) END AS StartDateTime,
    StartDateTime AS ActivityDateTime, StartDateTime::DATE AS ActivityDate,
    CASE WHEN IsAllDayEvent THEN StartDateTime ELSE moment(_start + DurationInMinutes * 60) END AS EndDateTime,
    EndDateTime::DATE AS EndDate,
    CASE WHEN i % 3 = 0 THEN paragraph(i, 'description') END AS Description, id_User(owner(i)) AS OwnerId,
    'Busy' AS ShowAs, '0' AS GroupEventType, 'Event' AS EventSubtype, i % 29 = 3 AS IsPrivate, i % 59 = 21 AS IsDeleted,
    _start < now_s() - 365 * 86400 AS IsArchived
FROM numbers
