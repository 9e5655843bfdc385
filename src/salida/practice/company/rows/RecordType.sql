SELECT i, created, changed, record_type_sobject(i) AS SobjectType, record_type_name(i) AS DeveloperName,
    record_type_label(i) AS Name, true AS IsActive, concat('Tipo de registro ', record_type_label(i)) AS Description
FROM numbers
