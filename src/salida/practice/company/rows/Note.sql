SELECT i, created, changed, id_Account(i * 3 % n_Account()) AS ParentId, concat('Nota ', word_file_title(roll(i, 'title'))) AS Title,
    paragraph(i, 'note') AS Body, i % 5 = 0 AS IsPrivate, i % 31 = 12 AS IsDeleted, id_User(owner(i)) AS OwnerId
FROM numbers
