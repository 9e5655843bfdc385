SELECT i, created, changed, id_User(i) AS UserId, NOT user_works(i) AND i % 2 = 0 AS IsFrozen, i % 37 = 36 AS IsPasswordLocked
FROM numbers
