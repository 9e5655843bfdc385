SELECT i, created, changed,
    'Brisalta Energía, S.L.' AS Name, 'Calle de Alcalá 412, 3.º' AS Street, 'Madrid' AS City, 'Madrid' AS State,
    '28027' AS PostalCode, 'España' AS Country, 40.4381 AS Latitude, -3.6350 AS Longitude,
    'Address' AS GeocodeAccuracy, '+34 910 000 100' AS Phone, 'Laura Quiroga' AS PrimaryContact,
    'es_ES' AS DefaultLocaleSidKey, 'Europe/Madrid' AS TimeZoneSidKey, 'es' AS LanguageLocaleKey,
    1 AS FiscalYearStartMonth, 'Edit' AS DefaultAccountAccess, 'ControlledByParent' AS DefaultContactAccess,
    'Read' AS DefaultOpportunityAccess, 'ReadEditTransfer' AS DefaultLeadAccess,
    'ReadEditTransfer' AS DefaultCaseAccess, 'HideDetailsInsert' AS DefaultCalendarAccess,
    'ReadSelect' AS DefaultPricebookAccess, 'All' AS DefaultCampaignAccess, 'Theme3' AS UiSkin,
    'ES' AS SignupCountryIsoCode, 'Enterprise Edition' AS OrganizationType, 'EU48' AS InstanceName,
    'Web' AS WebToCaseDefaultOrigin, 0 AS NumKnowledgeService, true AS PreferencesLightningLoginEnabled,
    moment(start_s()) AS CreatedDate
FROM numbers
