SELECT i, created, changed, ['Standard Price Book', 'Tarifa Europa'][i + 1] AS Name, i = 0 AS IsStandard, true AS IsActive,
    'Precios en euros, sin impuestos' AS Description
FROM numbers
