SELECT i, created, changed, word_product_name(i) AS Name, word_product_code(i) AS ProductCode, word_product_family(i) AS Family,
    i % 11 <> 10 AS IsActive, paragraph(i, 'product') AS Description, word_product_code(i) AS StockKeepingUnit,
    'Simple' AS ProductClass, CASE WHEN i % 2 = 0 THEN 'Each' END AS QuantityUnitOfMeasure
FROM numbers
