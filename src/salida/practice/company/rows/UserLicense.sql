SELECT i, created, changed,
    ['SFDC', 'SFDC_Platform', 'SFDC_Integration', 'PID_Chatter_Free'][i + 1] AS LicenseDefinitionKey,
    ['Salesforce', 'Salesforce Platform', 'Salesforce Integration', 'Chatter Free'][i + 1] AS Name,
    ['Salesforce', 'Salesforce Platform', 'Salesforce Integration', 'Chatter Free'][i + 1] AS MasterLabel,
    [n_User() + 12, 40, 5, 500][i + 1] AS TotalLicenses, 'Active' AS Status,
    [n_User() - n_User() // 8 - 4, 2, 2, 0][i + 1] AS UsedLicenses,
    moment(now_s() - 7200) AS UsedLicensesLastUpdated
FROM numbers
