SELECT i, created, changed,
    ['System Administrator', 'Integración API', 'Comercial', 'Dirección', 'Soporte técnico', 'Marketing',
     'Standard Platform User'][i + 1] AS Name,
    id_UserLicense([0, 2, 0, 0, 0, 0, 1][i + 1]) AS UserLicenseId, 'Standard' AS UserType,
    CASE WHEN i < 2 THEN 'Todos los datos, por la API' END AS Description,
    i < 2 AS PermissionsModifyAllData, i IN (0, 1, 3) AS PermissionsViewAllData, i < 2 AS PermissionsApiEnabled,
    i = 0 AS PermissionsManageUsers, i = 0 AS PermissionsDataExport, i = 0 AS PermissionsViewSetup,
    i IN (0, 2, 3, 5) AS PermissionsExportReport, true AS PermissionsEditTask, true AS PermissionsEditEvent,
    i <> 1 AS PermissionsEmailSingle
FROM numbers
