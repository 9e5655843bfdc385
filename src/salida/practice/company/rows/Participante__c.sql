SELECT i, created, changed, i // 2 AS _project, id_Proyecto__c(_project) AS Proyecto__c,
    id_Contact(roll(i, 'contact') % n_Contact()) AS Contacto__c, project_gone(_project) AS IsDeleted,
    concat('PT-', lpad((i + 1)::VARCHAR, 6, '0')) AS Name,
    ['Dirección', 'Ingeniería', 'Compras', 'Obra', 'Legal'][roll(i, 'function') % 5 + 1] AS Funcion__c,
    day(created) AS Desde__c
FROM numbers
