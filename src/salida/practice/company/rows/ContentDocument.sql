SELECT i, created, changed, last_version(i) AS _version, version_slot(_version) AS _slot, id_ContentVersion(_version) AS LatestPublishedVersionId,
    document_title(i) AS Title, coalesce(file_bytes(_slot), 0) AS ContentSize,
    CASE WHEN is_link(i) THEN 'LINK' ELSE file_type(_slot) END AS FileType,
    CASE WHEN NOT is_link(i) THEN file_extension(_slot) END AS FileExtension,
    id_User(owner(i)) AS OwnerId, OwnerId AS CreatedById, OwnerId AS LastModifiedById,
    moment(version_created_s(_version)) AS LastModifiedDate, LastModifiedDate AS ContentModifiedDate,
    LastModifiedDate AS SystemModstamp, moment(document_created_s(i)) AS CreatedDate,
    document_gone(i) AS IsDeleted, 'P' AS PublishStatus, 'A' AS SharingOption, 'N' AS SharingPrivacy,
    CASE WHEN i % 4 = 2 THEN sentence(i, 'description') END AS Description
FROM numbers
