SELECT i, created, changed, project_account(i) AS _account, id_Account(_account) AS Cuenta__c, project_gone(i) AS IsDeleted,
    concat('Planta ', word_city_name(account_city(_account)), ' ', (i + 1)::VARCHAR) AS Name,
    id_Opportunity(CASE WHEN i % 2 = 0 THEN roll(i, 'opportunity') % n_Opportunity() END) AS Oportunidad__c,
    id_Proyecto__c(CASE WHEN i % 8 > 5 THEN i - i % 8 END) AS Proyecto_Padre__c, id_RecordType(8 + i % 2) AS RecordTypeId,
    CASE WHEN i % 7 = 3 THEN id_Group(2) ELSE id_User(owner(i)) END AS OwnerId,
    concat('P', (20000 + i)::VARCHAR) AS Codigo__c,
    ['Estudio', 'Ingeniería', 'Permisos', 'Obra', 'Entrega', 'Cerrado'][roll(i, 'phase') % 6 + 1] AS Fase__c,
    day(created) AS Inicio__c,
    CASE WHEN i % 89 = 4 THEN DATE '4000-12-31' ELSE day(created + 200 * 86400) END AS Fin__c,
    CASE WHEN i % 307 = 6 THEN 9999999999999999.99 ELSE (roll(i, 'budget') % 900000000 / 100)::DECIMAL(18, 2) END AS Presupuesto__c,
    CASE WHEN i % 4 = 0 THEN (roll(i, 'grant') % 9000000 / 100)::DECIMAL(16, 2) END AS Subvencion__c,
    (roll(i, 'progress') % 101)::DOUBLE AS Avance__c, paragraph(i, 'description') AS Descripcion__c,
    202600000000000000 + i AS Expediente__c
FROM numbers
