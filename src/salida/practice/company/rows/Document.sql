SELECT i, created, changed, file_slot(i, 'document') AS _slot, id_Folder(i % 3) AS FolderId, word_file_title(roll(i, 'title')) AS Name,
    concat('Doc_', i::VARCHAR) AS DeveloperName, file_mime(_slot) AS ContentType, file_extension(_slot) AS Type,
    file_bytes(_slot) AS BodyLength, id_User(0) AS AuthorId, i % 4 = 0 AS IsPublic,
    CASE WHEN i % 2 = 0 THEN sentence(i, 'description') END AS Description, CASE WHEN i % 5 = 0 THEN 'solar; tarifa' END AS Keywords
FROM numbers
