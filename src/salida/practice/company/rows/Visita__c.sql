SELECT i, created, changed, parent(i, n_Visita__c(), n_Instalacion__c()) AS _plant, id_Instalacion__c(_plant) AS Instalacion__c,
    plant_gone(_plant) OR i % 151 = 60 AS IsDeleted, concat('V-', lpad((i + 1)::VARCHAR, 7, '0')) AS Name,
    id_User(owner(i)) AS Tecnico__c, id_Contact(account_contact(plant_account(_plant))) AS Contacto__c,
    day(created) AS Fecha__c, TIME '07:00:00' + to_minutes((roll(i, 'hour') % 480)::INT) AS Hora_Inicio__c,
    Hora_Inicio__c + to_minutes((15 + roll(i, 'length') % 300)::INT) AS Hora_Fin__c,
    ['Correcto', 'Correcto', 'Pendiente de pieza', 'Repetir', 'Cliente ausente'][roll(i, 'result') % 5 + 1] AS Resultado__c,
    (roll(i, 'progress') % 101)::DOUBLE AS Avance__c, (roll(i, 'amount') % 90000 / 100)::DECIMAL(16, 2) AS Importe__c,
    CASE WHEN i % 3 = 0 THEN paragraph(i, 'report') END AS Informe__c
FROM numbers
