SELECT i, created, changed, i // 3 * 2 + [0, 1, 1][i % 3 + 1] AS _opportunity, i % 3 = 1 AS _first,
    CASE WHEN _first THEN 0 ELSE opportunity_stage(_opportunity) END AS _stage,
    id_Opportunity(_opportunity) AS OpportunityId, stage_name(_stage) AS StageName,
    stage_probability(_stage)::DOUBLE AS Probability, stage_forecast(_stage) AS ForecastCategory,
    CASE WHEN _first THEN (opportunity_amount(_opportunity) / 2)::DECIMAL(18, 2) ELSE opportunity_amount(_opportunity) END
        AS Amount,
    (Amount * stage_probability(_stage) / 100)::DECIMAL(18, 2) AS ExpectedRevenue,
    CASE WHEN i % 3 = 2 THEN (opportunity_amount(_opportunity) / 2)::DECIMAL(18, 2) END AS PrevAmount,
    day(opportunity_close_s(_opportunity)) AS CloseDate, opportunity_gone(_opportunity) AS IsDeleted,
    greatest(created, created_s(_opportunity, n_Opportunity())) AS _made, moment(_made) AS CreatedDate,
    moment(greatest(changed, _made)) AS SystemModstamp
FROM numbers
