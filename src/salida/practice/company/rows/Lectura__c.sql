SELECT i, created, changed, parent(i, n_Lectura__c(), n_Instalacion__c()) AS _plant, id_Instalacion__c(_plant) AS Instalacion__c,
    plant_gone(_plant) AS IsDeleted, concat('L-', lpad((i + 1)::VARCHAR, 9, '0')) AS Name,
    moment(created) AS Momento__c,
    CASE WHEN i % 5003 = 9 THEN 999999999999999999 ELSE i * 100000007 + roll(i, 'meter') END AS Contador__c,
    CASE WHEN i % 5003 = 10 THEN 999999999999.999999 ELSE (roll(i, 'energy') / 1000000)::DECIMAL(18, 6) END AS Energia_kWh__c,
    ((roll(i, 'temperature') % 9000 - 2000) / 100)::DECIMAL(5, 2)::DOUBLE AS Temperatura__c, i % 40 <> 7 AS Valida__c
FROM numbers
