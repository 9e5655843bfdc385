SELECT i, created, changed,
    ['Cola de soporte', 'Cola de leads', 'Cola de obra', 'Todos los internos', 'Comité de riesgos', 'Equipo Portugal'][i + 1]
        AS Name,
    ['Cola_Soporte', 'Cola_Leads', 'Cola_Obra', 'AllInternalUsers', 'Comite_Riesgos', 'Equipo_Portugal'][i + 1]
        AS DeveloperName,
    ['Queue', 'Queue', 'Queue', 'Organization', 'Regular', 'Regular'][i + 1] AS Type,
    CASE WHEN i < 3 THEN ['soporte', 'leads', 'obra'][i + 1] || '@brisalta.example' END AS Email,
    i < 3 AS DoesSendEmailToMembers, true AS DoesIncludeBosses,
    CASE WHEN i = 3 THEN id_Organization(0) ELSE id_User(0) END AS OwnerId
FROM numbers
