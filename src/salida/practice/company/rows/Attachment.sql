SELECT i, created, changed, CASE WHEN i % 19 = 18 THEN 0 ELSE file_slot(i, 'attachment') END AS _slot,
    CASE i % 3 WHEN 0 THEN id_Account(i % n_Account()) WHEN 1 THEN id_Case(i % n_Case())
         ELSE id_EmailMessage(i % n_EmailMessage()) END AS ParentId,
    concat(CASE WHEN i % 29 = 7 THEN hostile_name(i) ELSE word_file_title(roll(i, 'title')) END, '.', file_extension(_slot)) AS Name,
    file_mime(_slot) AS ContentType, file_bytes(_slot) AS BodyLength, id_User(owner(i)) AS OwnerId,
    i % 37 = 11 AS IsDeleted, CASE WHEN i % 3 = 0 THEN sentence(i, 'description') END AS Description
FROM numbers
