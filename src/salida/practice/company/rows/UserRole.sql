SELECT i, created, changed,
    ['Dirección general', 'Dirección comercial', 'Dirección técnica', 'Ventas España norte', 'Ventas España sur',
     'Ventas Portugal', 'Ventas Europe', 'Soporte', 'Obra', 'Marketing'][i + 1] AS Name,
    ['CEO', 'Dir_Comercial', 'Dir_Tecnica', 'Ventas_Norte', 'Ventas_Sur', 'Ventas_PT', 'Ventas_EU', 'Soporte', 'Obra',
     'Marketing'][i + 1] AS DeveloperName,
    id_UserRole([NULL, 0, 0, 1, 1, 1, 1, 2, 2, 1][i + 1]) AS ParentRoleId,
    'Edit' AS OpportunityAccessForAccountOwner, 'Read' AS CaseAccessForAccountOwner,
    'Edit' AS ContactAccessForAccountOwner, 'None' AS PortalType
FROM numbers
