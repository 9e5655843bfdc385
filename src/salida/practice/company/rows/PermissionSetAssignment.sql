-- First every user's profile, then one of the company's own sets for every third user.
SELECT i, created, changed,
    CASE WHEN i < n_User() THEN i ELSE (i - n_User()) * 3 END AS _user,
    id_User(_user) AS AssigneeId,
    id_PermissionSet(CASE
        WHEN i >= n_User() THEN n_Profile() + roll(i, 'set') % 5
        WHEN i = 0 THEN 0 WHEN i IN (1, 2) THEN 1 WHEN i < 5 THEN 6 ELSE 2 + roll(i, 'profile') % 4
    END) AS PermissionSetId,
    user_works(_user) AS IsActive
FROM numbers
