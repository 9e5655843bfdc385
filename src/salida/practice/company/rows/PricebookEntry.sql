SELECT i, created, changed, i % n_Product2() AS _product, id_Product2(_product) AS Product2Id, id_Pricebook2(i // n_Product2()) AS Pricebook2Id,
    word_product_name(_product) AS Name, word_product_code(_product) AS ProductCode,
    product_price(_product) AS UnitPrice, _product % 11 <> 10 AS IsActive, i >= n_Product2() AS UseStandardPrice
FROM numbers
