SELECT i, created, changed, plant_account(i) AS _account, account_city(_account) AS _city, plant_state(i) AS Estado__c, plant_gone(i) AS IsDeleted,
    concat('INST-', lpad((i + 1)::VARCHAR, 8, '0')) AS Name, id_Account(_account) AS Cuenta__c,
    id_Opportunity(CASE WHEN i % 3 = 0 THEN roll(i, 'opportunity') % n_Opportunity() END) AS Oportunidad__c,
    CASE WHEN i % 9 = 3 THEN id_Group(2) ELSE id_User(owner(i)) END AS OwnerId,
    -- Serial numbers that differ in case only are different: the field says that case matters.
    concat(CASE WHEN i % 2 = 0 THEN 'SN-' ELSE 'sn-' END, lpad((i // 2)::VARCHAR, 9, '0')) AS Numero_Serie__c,
    ['Fotovoltaica', 'Fotovoltaica;Batería', 'Aerotermia', 'Fotovoltaica;Batería;Cargador', 'Cargador', NULL
    ][roll(i, 'technology') % 6 + 1] AS Tecnologias__c,
    CASE i WHEN 11 THEN 90.0 WHEN 12 THEN -90.0 WHEN 13 THEN 0.0
        ELSE round(word_city_latitude(_city) + (roll(i, 'latitude') % 20000 - 10000) / 100000, 7) END AS Ubicacion__Latitude__s,
    CASE i WHEN 11 THEN 180.0 WHEN 12 THEN -180.0 WHEN 13 THEN 0.0
        ELSE round(word_city_longitude(_city) + (roll(i, 'longitude') % 20000 - 10000) / 100000, 7) END AS Ubicacion__Longitude__s,
    (roll(i, 'power') % 100000 + 300)::DECIMAL(18, 2) / 100 AS _power, _power::DOUBLE AS Potencia_kWp__c,
    (roll(i, 'yield') % 10001 / 100)::DECIMAL(5, 2)::DOUBLE AS Rendimiento__c,
    (roll(i, 'cost') % 40000000 / 100)::DECIMAL(18, 2) AS Coste__c,
    (Coste__c / _power::DOUBLE)::DECIMAL(18, 2) AS Coste_Por_kWp__c,
    CASE i % 601 WHEN 7 THEN 999999999999999999 WHEN 8 THEN -999999999999999999 ELSE roll(i, 'meter') * 1000003 END
        AS Contador_Total__c,
    CASE WHEN i % 701 = 5 THEN DATE '1700-01-01' WHEN i % 701 = 6 THEN DATE '4000-12-31'
         WHEN Estado__c <> 'Proyectada' THEN day(created + 90 * 86400) END AS Puesta_En_Servicio__c,
    CASE WHEN year(Puesta_En_Servicio__c) < 3990 THEN (Puesta_En_Servicio__c + INTERVAL 120 MONTH)::DATE END AS Fin_Garantia__c,
    moment(now_s() - roll(i, 'seen') % 900000) AS Ultima_Conexion__c,
    CASE i % 97 WHEN 3 THEN TIME '00:00:00' WHEN 4 THEN TIME '23:59:59.999'
        ELSE TIME '06:00:00' + to_minutes((roll(i, 'hour') % 720)::INT) END AS Hora_Mantenimiento__c,
    i % 3 <> 0 AS Garantia_Activa__c, Garantia_Activa__c AND Estado__c = 'En servicio' AS En_Garantia__c,
    concat(Name, ' · ', Estado__c) AS Resumen__c,
    first_child(i + 1, n_Lectura__c(), n_Instalacion__c()) - first_child(i, n_Lectura__c(), n_Instalacion__c()) AS Numero_Lecturas__c,
    phone_of(i, 'phone') AS Telefono_Guardia__c, concat('alertas+', i::VARCHAR, '@', account_domain(_account)) AS Correo_Alertas__c,
    concat('https://portal.brisalta.example/?i=', i::VARCHAR, '&lang=es') AS Portal__c,
    word_street(roll(i, 'street')) AS Direccion_Corta__c,
    CASE WHEN i % 5 = 0 THEN concat(paragraph(i, 'notes'), chr(10), paragraph(i, 'more notes')) END AS Notas__c,
    html_of(concat(Name, ' &amp; accesorios'), paragraph(i, 'sheet')) AS Ficha_Tecnica__c,
    concat('K', roll(i, 'key')::VARCHAR) AS Clave_Acceso__c, day(changed) AS LastActivityDate
FROM numbers
