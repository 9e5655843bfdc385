SELECT i, created, changed, roll(i, 'city') AS _city, i % 5 = 0 AND i < n_Opportunity() AS IsConverted, i AS _won,
    lead_first(i) AS FirstName, lead_last(i) AS LastName, concat(FirstName, ' ', LastName) AS Name,
    lead_company(i) AS Company, word_title(roll(i, 'title')) AS Title, lead_email(i) AS Email,
    phone_of(i, 'phone') AS Phone, word_street(roll(i, 'street')) AS Street, word_city_name(_city) AS City,
    word_city_state(_city) AS State, concat(word_city_postal(_city), '01') AS PostalCode,
    word_city_country(_city) AS Country,
    ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'][roll(i, 'source') % 5 + 1] AS LeadSource,
    CASE WHEN IsConverted THEN 'Closed - Converted'
         ELSE ['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted'][roll(i, 'status') % 3 + 1] END AS Status,
    id_RecordType(2 + i % 2) AS RecordTypeId, ['Hot', 'Warm', 'Cold', NULL][roll(i, 'rating') % 4 + 1] AS Rating,
    roll(i, 'revenue') % 5000000 AS AnnualRevenue, 1 + roll(i, 'employees') % 500 AS NumberOfEmployees,
    lead_owner(i) AS OwnerId, NOT IsConverted AND i % 3 = 0 AS IsUnreadByOwner,
    CASE WHEN IsConverted THEN day(changed) END AS ConvertedDate,
    id_Opportunity(CASE WHEN IsConverted THEN i END) AS ConvertedOpportunityId,
    id_Account(CASE WHEN IsConverted THEN opportunity_account(i) END) AS ConvertedAccountId,
    id_Contact(CASE WHEN IsConverted THEN account_contact(opportunity_account(i)) END) AS ConvertedContactId,
    paragraph(i, 'description') AS Description, NOT IsConverted AND i % 71 = 3 AS IsDeleted, 'Pending' AS CleanStatus
FROM numbers
