SELECT i, created, changed, ['Plantillas', 'Marketing', 'Fichas técnicas', 'Informes de dirección'][i + 1] AS Name,
    ['Plantillas', 'Marketing', 'Fichas_Tecnicas', 'Informes_Direccion'][i + 1] AS DeveloperName,
    ['Document', 'Document', 'Document', 'Report'][i + 1] AS Type,
    CASE WHEN i = 3 THEN 'Shared' ELSE 'Public' END AS AccessType
FROM numbers
