SELECT i, created, changed, id_Group([0, 1, 2][i + 1]) AS QueueId, ['Case', 'Lead', 'Proyecto__c'][i + 1] AS SobjectType
FROM numbers
