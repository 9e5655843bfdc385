SELECT i, created, changed, id_Group([0, 1, 2, 4, 5][i % 5 + 1]) AS GroupId,
    CASE WHEN i = 3 THEN id_Group(5) ELSE id_User(3 + i % (n_User() - 3)) END AS UserOrGroupId
FROM numbers
