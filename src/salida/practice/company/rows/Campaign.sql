WITH opportunities AS (
    SELECT range // 3 % n_Campaign() AS campaign, count(*) AS n,
        count(*) FILTER (opportunity_won(range)) AS won, sum(opportunity_amount(range)) AS amount,
        sum(opportunity_amount(range)) FILTER (opportunity_won(range)) AS amount_won
    FROM range(0, n_Opportunity(), 3) GROUP BY ALL
),
totals AS (
    SELECT list(n ORDER BY campaign) AS n, list(won ORDER BY campaign) AS won,
        list(coalesce(amount, 0) ORDER BY campaign) AS amount, list(coalesce(amount_won, 0) ORDER BY campaign) AS amount_won
    FROM opportunities
)
SELECT i, created, changed, concat(word_campaign(i), ' ', year(moment(created))) AS Name,
    ['Conference', 'Webinar', 'Direct Mail', 'Email'][roll(i, 'type') % 4 + 1] AS Type,
    CASE WHEN i % 3 = 0 THEN 'In Progress' ELSE 'Completed' END AS Status, i % 3 = 0 AS IsActive,
    id_Campaign(CASE WHEN i % 5 > 2 THEN i - i % 5 END) AS ParentId,
    day(created) AS StartDate, day(created + 30 * 86400) AS EndDate,
    (roll(i, 'cost') % 2000000 / 100)::DECIMAL(18, 2) AS BudgetedCost,
    (roll(i, 'cost') % 1900000 / 100)::DECIMAL(18, 2) AS ActualCost,
    (roll(i, 'revenue') % 90000000 / 100)::DECIMAL(18, 2) AS ExpectedRevenue, (2 + i % 20)::DOUBLE AS ExpectedResponse,
    roll(i, 'sent') % 20000 AS NumberSent, paragraph(i, 'campaign') AS Description,
    first_child(i, n_CampaignMember(), n_Campaign()) AS _from, first_child(i + 1, n_CampaignMember(), n_Campaign()) AS _to,
    (_to + 1) // 2 - (_from + 1) // 2 AS NumberOfContacts, _to // 2 - _from // 2 AS NumberOfLeads,
    0 AS NumberOfConvertedLeads,
    (_to + 3) // 4 - (_from + 3) // 4 AS NumberOfResponses,
    (SELECT n FROM totals)[i + 1] AS NumberOfOpportunities, (SELECT won FROM totals)[i + 1] AS NumberOfWonOpportunities,
    (SELECT amount FROM totals)[i + 1] AS AmountAllOpportunities,
    (SELECT amount_won FROM totals)[i + 1] AS AmountWonOpportunities
FROM numbers
