SELECT i, created, changed, parent(i, n_AccountHistory(), n_Account()) AS _account, id_Account(_account) AS AccountId,
    account_gone(_account) AS IsDeleted, roll(i, 'field') % 4 AS _what,
    ['Rating', 'Owner', 'Phone', 'AnnualRevenue'][_what + 1] AS Field,
    ['DynamicEnum', 'Text', 'PhoneNumber', 'Currency'][_what + 1] AS DataType,
    [['Cold', 'Warm'][i % 2 + 1], user_name(owner(i)), phone_of(i, 'old phone'), (roll(i, 'old revenue') % 1000000)::VARCHAR
    ][_what + 1] AS OldValue,
    ['Hot', user_name(owner(_account)), phone_of(_account, 'phone'), (roll(_account, 'revenue') % 90000000)::VARCHAR
    ][_what + 1] AS NewValue
FROM numbers
