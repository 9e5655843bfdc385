SELECT i, created, changed, i // 6 * 4 + [1, 2, 2, 3, 3, 3][i % 6 + 1] AS _opportunity, [0, 0, 1, 0, 1, 2][i % 6 + 1] AS _line,
    line_product(_opportunity, _line) AS _product, id_Opportunity(_opportunity) AS OpportunityId,
    id_PricebookEntry(n_Product2() + _product) AS PricebookEntryId, id_Product2(_product) AS Product2Id,
    word_product_code(_product) AS ProductCode, _line + 1 AS SortOrder,
    concat(account_name(opportunity_account(_opportunity)), ' ', word_product_name(_product)) AS Name,
    line_quantity(_opportunity, _line) AS Quantity, line_price(_opportunity, _line) AS UnitPrice,
    line_total(_opportunity, _line) AS TotalPrice, product_price(_product) AS ListPrice,
    CASE WHEN i % 3 = 0 THEN day(opportunity_close_s(_opportunity)) END AS ServiceDate,
    CASE WHEN i % 4 = 0 THEN sentence(i, 'line') END AS Description, opportunity_gone(_opportunity) AS IsDeleted,
    greatest(created, created_s(_opportunity, n_Opportunity())) AS _made, moment(_made) AS CreatedDate,
    moment(greatest(changed, _made)) AS LastModifiedDate, moment(greatest(changed, _made)) AS SystemModstamp
FROM numbers
