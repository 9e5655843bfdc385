SELECT i, created, changed, parent(i, n_CaseComment(), n_Case()) AS _case, id_Case(_case) AS ParentId, i % 3 = 0 AS IsPublished,
    paragraph(i, 'comment') AS CommentBody, case_gone(_case) AS IsDeleted
FROM numbers
