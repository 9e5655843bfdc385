SELECT i, created, changed, contact_account(i) AS _account, account_city(_account) AS _city, id_Account(_account) AS AccountId,
    account_gone(_account) OR i % 173 = 99 AS IsDeleted,
    contact_first(i) AS FirstName, contact_last(i) AS LastName, concat(FirstName, ' ', LastName) AS Name,
    ['Mr.', 'Ms.', 'Dr.', NULL][roll(i, 'salutation') % 4 + 1] AS Salutation,
    id_Contact(CASE WHEN account_contact(_account) < i THEN account_contact(_account) END) AS ReportsToId,
    contact_email(i) AS Email, phone_of(i, 'phone') AS Phone, concat('+34 6', (10000000 + roll(i, 'mobile') % 89999999)::VARCHAR)
        AS MobilePhone,
    word_title(roll(i, 'title')) AS Title, word_department(roll(i, 'department')) AS Department,
    word_street(roll(i, 'street')) || ' ' || 1 + roll(i, 'number') % 90 AS MailingStreet,
    word_city_name(_city) AS MailingCity, word_city_state(_city) AS MailingState,
    concat(word_city_postal(_city), '10') AS MailingPostalCode, word_city_country(_city) AS MailingCountry,
    ['Web', 'Phone Inquiry', 'Partner Referral', NULL][roll(i, 'source') % 4 + 1] AS LeadSource,
    CASE WHEN i % 499 = 7 THEN DATE '1700-01-01' WHEN i % 499 = 8 THEN DATE '4000-12-31'
         WHEN i % 4 <> 0 THEN DATE '1950-01-01' + (roll(i, 'birth') % 18000)::INT END AS Birthdate,
    CASE WHEN i % 5 = 0 THEN paragraph(i, 'description') END AS Description, id_User(owner(i)) AS OwnerId,
    day(changed) AS LastActivityDate, i % 61 = 4 AS IsEmailBounced,
    CASE WHEN i % 61 = 4 THEN '550 5.1.1 user unknown' END AS EmailBouncedReason,
    CASE WHEN i % 61 = 4 THEN moment(changed) END AS EmailBouncedDate,
    'Pending' AS CleanStatus,
    ['Español', 'Español;English', 'Català;Español', 'Português', 'Français;English', NULL][roll(i, 'language') % 6 + 1]
        AS Idiomas__c,
    CASE WHEN i % 499 = 9 THEN TIMESTAMP '1700-01-01 00:00:00' WHEN i % 499 = 10 THEN TIMESTAMP '4000-12-31 23:59:59'
         WHEN i % 2 = 0 THEN moment(created) END AS Consentimiento__c
FROM numbers
