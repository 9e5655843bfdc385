SELECT i, created, changed, i // 3 * 4 + i % 3 AS _opportunity, id_Opportunity(_opportunity) AS OpportunityId,
    id_Contact(account_contact(opportunity_account(_opportunity))) AS ContactId,
    ['Decision Maker', 'Economic Buyer', 'Technical Buyer', 'Evaluator'][roll(i, 'role') % 4 + 1] AS Role,
    true AS IsPrimary, opportunity_gone(_opportunity) AS IsDeleted
FROM numbers
