SELECT i, created, changed, opportunity_account(i) AS _account, opportunity_stage(i) AS _stage, id_Account(_account) AS AccountId,
    opportunity_gone(i) AS IsDeleted,
    concat(account_name(_account), ' - ', word_product_family(line_product(i, 0)), ' ', (2000 + i % 9000)::VARCHAR) AS Name,
    stage_name(_stage) AS StageName, opportunity_amount(i) AS Amount, stage_probability(_stage)::DOUBLE AS Probability,
    (Amount * stage_probability(_stage) / 100)::DECIMAL(18, 2) AS ExpectedRevenue,
    ExpectedRevenue AS Importe_Ponderado__c,
    (5 + roll(i, 'margin') % 3000 / 100)::DECIMAL(5, 2)::DOUBLE AS Margen__c,
    CASE WHEN i % 4 > 0 THEN line_quantity(i, 0) + CASE WHEN i % 4 > 1 THEN line_quantity(i, 1) ELSE 0 END
         + CASE WHEN i % 4 > 2 THEN line_quantity(i, 2) ELSE 0 END END AS TotalOpportunityQuantity,
    CASE WHEN i % 1999 = 1000 THEN DATE '4000-12-31' ELSE day(opportunity_close_s(i)) END AS CloseDate,
    ['New Customer', 'Existing Customer - Upgrade', 'Existing Customer - Replacement', NULL][roll(i, 'type') % 4 + 1] AS Type,
    CASE WHEN _stage < 8 THEN sentence(i, 'next step') END AS NextStep,
    ['Web', 'Phone Inquiry', 'Partner Referral', 'Other'][roll(i, 'source') % 4 + 1] AS LeadSource,
    _stage >= 8 AS IsClosed, _stage = 8 AS IsWon, stage_forecast(_stage) AS ForecastCategory,
    CASE stage_forecast(_stage) WHEN 'BestCase' THEN 'Best Case' WHEN 'Forecast' THEN 'Commit'
         ELSE stage_forecast(_stage) END AS ForecastCategoryName,
    id_Campaign(CASE WHEN i % 3 = 0 THEN i // 3 % n_Campaign() END) AS CampaignId,
    i % 4 > 0 AS HasOpportunityLineItem, id_Pricebook2(CASE WHEN i % 4 > 0 THEN 1 END) AS Pricebook2Id,
    id_RecordType(4 + i % 2) AS RecordTypeId, id_User(owner(i)) AS OwnerId,
    paragraph(i, 'description') AS Description, day(changed) AS LastActivityDate,
    year(CloseDate) AS FiscalYear, quarter(CloseDate) AS FiscalQuarter, concat(FiscalYear::VARCHAR, ' ', FiscalQuarter::VARCHAR)
        AS Fiscal,
    id_Contact(CASE WHEN i % 4 < 3 THEN account_contact(_account) END) AS ContactId, roll(i, 'push') % 4 AS PushCount,
    moment(changed) AS LastStageChangeDate, _stage < 8 AS HasOpenActivity,
    id_OpportunityHistory(CASE WHEN i % 2 = 1 THEN i // 2 * 3 + 2 END) AS LastAmountChangedHistoryId
FROM numbers
