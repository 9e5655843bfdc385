SELECT i, created, changed, version_document(i) AS _document, version_slot(i) AS _slot, id_ContentDocument(_document) AS ContentDocumentId,
    last_version(_document) = i AS IsLatest, version_number(i)::VARCHAR AS VersionNumber, document_title(_document) AS Title,
    is_link(_document) AS _link,
    CASE WHEN _link THEN concat('https://archivo.brisalta.example/', _document::VARCHAR) END AS ContentUrl,
    CASE WHEN NOT _link THEN concat(document_title(_document), '.', file_extension(_slot)) END AS PathOnClient,
    CASE WHEN NOT _link THEN file_extension(_slot) END AS FileExtension,
    CASE WHEN _link THEN 'LINK' ELSE file_type(_slot) END AS FileType,
    coalesce(file_bytes(_slot), 0) AS ContentSize,
    -- Salesforce states no checksum for notes and links.
    CASE WHEN NOT is_note(_document) THEN file_md5(_slot) END AS Checksum,
    CASE WHEN _link THEN 'E' ELSE 'S' END AS ContentLocation, CASE WHEN i % 3 = 0 THEN 'H' ELSE 'C' END AS Origin,
    CASE WHEN version_number(i) > 1 THEN sentence(i, 'reason') END AS ReasonForChange,
    id_User(owner(_document)) AS OwnerId, OwnerId AS CreatedById, OwnerId AS LastModifiedById, OwnerId AS ContentModifiedById,
    moment(version_created_s(i)) AS CreatedDate, CreatedDate AS LastModifiedDate, CreatedDate AS ContentModifiedDate,
    CreatedDate AS SystemModstamp, 'P' AS PublishStatus, 'A' AS SharingOption, 'N' AS SharingPrivacy,
    true AS IsMajorVersion, document_gone(_document) AS IsDeleted, 0 AS RatingCount, 0 AS PositiveRatingCount,
    0 AS NegativeRatingCount
FROM numbers
