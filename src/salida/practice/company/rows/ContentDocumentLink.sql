-- Nine links for four documents: each one's owner, and the records that share the second and the fourth.
SELECT i, created, changed, i // 9 * 4 + [0, 1, 2, 3, 1, 1, 1, 3, 2][i % 9 + 1] AS _document, i % 9 < 4 AS _owner,
    id_ContentDocument(_document) AS ContentDocumentId,
    _document * 7 % n_Opportunity() AS _opportunity,
    CASE i % 9 WHEN 4 THEN id_Account(opportunity_account(_opportunity)) WHEN 5 THEN id_Opportunity(_opportunity)
         WHEN 6 THEN id_Contact(account_contact(opportunity_account(_opportunity)))
         WHEN 7 THEN id_Case(_document % n_Case()) WHEN 8 THEN id_Instalacion__c(_document % n_Instalacion__c())
         ELSE id_User(owner(_document)) END AS LinkedEntityId,
    CASE WHEN _owner THEN 'I' ELSE 'V' END AS ShareType,
    CASE WHEN _owner THEN 'InternalUsers' ELSE 'AllUsers' END AS Visibility, document_gone(_document) AS IsDeleted,
    moment(document_created_s(_document)) AS SystemModstamp
FROM numbers
