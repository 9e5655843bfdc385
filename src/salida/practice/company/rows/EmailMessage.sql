SELECT i, created, changed, parent(i, n_EmailMessage(), n_Case()) AS _case, case_contact(_case) AS _contact, i % 2 = 0 AS Incoming,
    id_Case(_case) AS ParentId, ParentId AS RelatedToId, concat('RE: ', word_case_subject(roll(_case, 'subject'))) AS Subject,
    Subject AS Name, contact_email(_contact) AS _customer, 'soporte@brisalta.example' AS _us,
    CASE WHEN Incoming THEN _customer ELSE _us END AS FromAddress, CASE WHEN Incoming THEN _us ELSE _customer END AS ToAddress,
    CASE WHEN Incoming THEN concat(contact_first(_contact), ' ', contact_last(_contact)) ELSE 'Soporte Brisalta' END AS FromName,
    CASE WHEN Incoming THEN id_Contact(_contact) ELSE id_User(owner(i)) END AS FromId,
    CASE WHEN i % 6 = 5 THEN _us || ';laura.0@brisalta.example' END AS CcAddress,
    concat(paragraph(i, 'mail'), chr(13), chr(10), chr(13), chr(10), '> ', sentence(_case, 'quote')) AS TextBody,
    html_of(Subject, paragraph(i, 'mail')) AS HtmlBody,
    CASE WHEN Incoming THEN '1' ELSE '3' END AS Status, moment(created) AS MessageDate,
    concat('<', i::VARCHAR, '.', seed()::VARCHAR, '@mail.brisalta.example>') AS MessageIdentifier,
    case_gone(_case) AS IsDeleted, NOT Incoming AND i % 4 = 1 AS IsTracked
FROM numbers
