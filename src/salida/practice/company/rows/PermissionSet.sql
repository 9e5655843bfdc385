-- As in a real org, each profile owns one hidden permission set; the rest are the company's own.
SELECT i, created, changed,
    i < n_Profile() AS IsOwnedByProfile, NOT i < n_Profile() AS IsCustom,
    CASE WHEN IsOwnedByProfile THEN concat('X00e', lpad(i::VARCHAR, 11, '0'))
         ELSE ['Exportar_Datos', 'Ver_Todo', 'Query_All_Files', 'API_Lectura', 'Gestor_Campanas'][i - n_Profile() + 1] END
        AS Name,
    CASE WHEN IsOwnedByProfile THEN Name
         ELSE ['Exportar datos', 'Ver todo', 'Query All Files', 'API de lectura', 'Gestor de campañas'][i - n_Profile() + 1]
         END AS Label,
    id_Profile(CASE WHEN IsOwnedByProfile THEN i END) AS ProfileId,
    CASE WHEN IsOwnedByProfile THEN 'Profile' ELSE 'Regular' END AS Type,
    i IN (0, 1, n_Profile() + 1) AS PermissionsViewAllData, i IN (0, 1, n_Profile() + 3) AS PermissionsApiEnabled,
    i IN (0, n_Profile()) AS PermissionsDataExport
FROM numbers
