-- The words in which the rows of the company are written. Every value follows from the row's
-- number, the seed and a salt; nothing is drawn in turn, so that any slice of any sObject can
-- be made alone. `seed()`, `now_s()`, `n_X()`, `id_X(i)` and the lists of words come from Python.

-- A number of 31 bits that looks random: the same for the same row, name and seed.
CREATE MACRO roll(i, name) AS (hash(i, concat(name, seed())) >> 33)::BIGINT;

-- Moments, in whole seconds as Salesforce keeps them. Rows come into being one after the other
-- over six years, so that a child is never older than its parent.
CREATE MACRO moment(s) AS make_timestamp(s::BIGINT * 1000000);
CREATE MACRO start_s() AS now_s() - 6 * 365 * 86400;
CREATE MACRO created_s(i, n) AS start_s() + (now_s() - start_s() - 3600) * i // n;
CREATE MACRO day(s) AS CAST(moment(s) AS DATE);

-- Which parent a row has: parents in order, each with its run of children.
CREATE MACRO parent(i, n, n_parents) AS i * n_parents // n;
CREATE MACRO first_child(p, n, n_parents) AS (p * n + n_parents - 1) // n_parents;

-- Users: 0 administers, 1 and 2 are integrations, the others work here; the last eighth has left.
CREATE MACRO user_works(u) AS u < n_User() - n_User() // 8;
CREATE MACRO owner(i) AS 3 + roll(i, 'owner') % (n_User() - 3);
CREATE MACRO user_first(u) AS
    CASE WHEN u < 12 THEN word_user_first(u) ELSE word_first_name(roll(u, 'user first')) END;
CREATE MACRO user_last(u) AS
    CASE WHEN u < 12 THEN word_user_last(u) ELSE word_last_name(roll(u, 'user last')) END;
CREATE MACRO user_name(u) AS concat(user_first(u), ' ', user_last(u));
CREATE MACRO writer(i, name) AS roll(i, name) % n_User();

CREATE MACRO email_of(first, last, domain) AS
    concat(lower(strip_accents(replace(first, ' ', ''))), '.',
           lower(strip_accents(replace(last, ' ', ''))), '@', domain);
CREATE MACRO phone_of(i, name) AS
    concat('+34 9', (10 + roll(i, name) % 80)::VARCHAR, ' ', (100 + roll(i, name) // 97 % 900)::VARCHAR,
           ' ', (100 + roll(i, name) // 7919 % 900)::VARCHAR);
CREATE MACRO sentence(i, name) AS word_phrase(roll(i, name));
CREATE MACRO paragraph(i, name) AS
    concat(word_phrase(roll(i, name)), ' ', word_phrase(roll(i, name) // 31), ' ',
           word_phrase(roll(i, name) // 977));
CREATE MACRO html_of(title, text) AS concat('<h2>', title, '</h2><p>', text, '</p>');

-- Accounts: every tenth one is the head of a group.
CREATE MACRO account_parent(a) AS
    CASE WHEN a % 10 = 9 THEN a - 2 WHEN a % 10 IN (7, 8) THEN a - a % 10 END;
CREATE MACRO account_city(a) AS roll(a, 'account city');
CREATE MACRO account_gone(a) AS a % 401 = 400;
CREATE MACRO account_name(a) AS CASE
    WHEN a % 211 = 17 THEN hostile_short(a // 211)
    ELSE concat(word_company(roll(a, 'company')), ' ', word_trade(roll(a, 'trade')), ' ',
                word_suffix(roll(a, 'suffix')))
END;
CREATE MACRO account_domain(a) AS
    concat(lower(strip_accents(replace(word_company(roll(a, 'company')), ' ', '-'))), '.example');

-- Contacts: at least one for each account.
CREATE MACRO contact_account(c) AS parent(c, n_Contact(), n_Account());
CREATE MACRO account_contact(a) AS first_child(a, n_Contact(), n_Account());
CREATE MACRO contact_first(c) AS word_first_name(roll(c, 'first name'));
CREATE MACRO contact_last(c) AS
    concat(word_last_name(roll(c, 'last name')), ' ', word_last_name(roll(c, 'second last name')));
CREATE MACRO contact_email(c) AS
    email_of(contact_first(c), word_last_name(roll(c, 'last name')), account_domain(contact_account(c)));

CREATE MACRO lead_first(i) AS word_first_name(roll(i, 'lead first name'));
CREATE MACRO lead_last(i) AS word_last_name(roll(i, 'lead last name'));
CREATE MACRO lead_company(i) AS
    concat(word_company(roll(i, 'lead company')), ' ', word_suffix(roll(i, 'lead suffix')));

-- Opportunities come in fours with no, one, two and three products; their amount is the sum.
CREATE MACRO opportunity_account(o) AS parent(o, n_Opportunity(), n_Account());
CREATE MACRO opportunity_gone(o) AS account_gone(opportunity_account(o)) OR o % 97 = 50;
CREATE MACRO opportunity_stage(o) AS
    CASE WHEN created_s(o, n_Opportunity()) > now_s() - 200 * 86400 THEN roll(o, 'stage') % 8
         ELSE 8 + (roll(o, 'stage') % 5 > 2)::INT END;
CREATE MACRO stage_name(s) AS [
    'Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Id. Decision Makers',
    'Perception Analysis', 'Proposal/Price Quote', 'Negotiation/Review', 'Closed Won', 'Closed Lost'
][s + 1];
CREATE MACRO stage_probability(s) AS [10, 10, 20, 50, 60, 70, 75, 90, 100, 0][s + 1];
CREATE MACRO stage_forecast(s) AS [
    'Pipeline', 'Pipeline', 'Pipeline', 'Pipeline', 'Pipeline', 'Pipeline', 'BestCase', 'Forecast',
    'Closed', 'Omitted'
][s + 1];
CREATE MACRO product_price(p) AS (word_product_price(p))::DECIMAL(18, 2);
CREATE MACRO line_product(o, j) AS roll(o * 4 + j, 'product') % n_Product2();
CREATE MACRO line_quantity(o, j) AS 1 + roll(o * 4 + j, 'quantity') % 24;
CREATE MACRO line_price(o, j) AS
    (product_price(line_product(o, j)) * (100 - roll(o * 4 + j, 'discount') % 16) / 100)::DECIMAL(18, 2);
CREATE MACRO line_total(o, j) AS (line_price(o, j) * line_quantity(o, j))::DECIMAL(18, 2);
CREATE MACRO opportunity_amount(o) AS CASE
    WHEN o % 4 = 0 THEN (roll(o, 'amount') % 90000000 / 100)::DECIMAL(18, 2)
    ELSE line_total(o, 0) + CASE WHEN o % 4 > 1 THEN line_total(o, 1) ELSE 0 END
         + CASE WHEN o % 4 > 2 THEN line_total(o, 2) ELSE 0 END
END;
CREATE MACRO opportunity_close_s(o) AS
    created_s(o, n_Opportunity()) + (20 + roll(o, 'close') % 180) * 86400;
CREATE MACRO opportunity_won(o) AS opportunity_stage(o) = 8;

CREATE MACRO case_contact(k) AS parent(k, n_Case(), n_Contact());
CREATE MACRO case_gone(k) AS account_gone(contact_account(case_contact(k))) OR k % 89 = 40;
CREATE MACRO case_closed(k) AS created_s(k, n_Case()) < now_s() - 60 * 86400;

CREATE MACRO plant_account(x) AS parent(x, n_Instalacion__c(), n_Account());
CREATE MACRO plant_gone(x) AS x % 131 = 77;
CREATE MACRO plant_state(x) AS
    ['Proyectada', 'En obra', 'En servicio', 'En servicio', 'En servicio', 'Parada', 'Desmontada'
    ][roll(x, 'plant state') % 7 + 1];
CREATE MACRO project_account(y) AS parent(y, n_Proyecto__c(), n_Account());
CREATE MACRO project_gone(y) AS account_gone(project_account(y));

-- Files: documents come in fours; the fourth has three versions. What a version holds is a slot
-- in the pool of contents (`company/files.py`).
CREATE MACRO version_document(v) AS v // 6 * 4 + [0, 1, 2, 3, 3, 3][v % 6 + 1];
CREATE MACRO version_number(v) AS [1, 1, 1, 1, 2, 3][v % 6 + 1];
CREATE MACRO last_version(d) AS d // 4 * 6 + [0, 1, 2, 5][d % 4 + 1];
CREATE MACRO is_note(d) AS d % 20 = 6;
CREATE MACRO is_link(d) AS d % 20 = 13;
CREATE MACRO is_empty(d) AS d % 20 = 17;
CREATE MACRO version_slot(v) AS CASE
    WHEN is_link(version_document(v)) THEN NULL
    WHEN is_empty(version_document(v)) THEN 0
    WHEN is_note(version_document(v)) THEN 1 + roll(v, 'note') % n_note_slots()
    ELSE 1 + n_note_slots() + roll(v, 'file') % n_file_slots()
END;
CREATE MACRO file_slot(i, name) AS 1 + n_note_slots() + roll(i, name) % n_file_slots();
CREATE MACRO document_gone(d) AS d % 67 = 34;
CREATE MACRO document_title(d) AS CASE
    WHEN d % 23 = 8 THEN hostile_name(d // 23)
    ELSE word_file_title(roll(d, 'title'))
END;
CREATE MACRO document_created_s(d) AS created_s(d, n_ContentDocument());
CREATE MACRO version_created_s(v) AS least(
    document_created_s(version_document(v)) + (version_number(v) - 1) * 86400 * 30, now_s() - 60
);

CREATE MACRO lead_email(i) AS
    email_of(lead_first(i), lead_last(i),
             concat(lower(strip_accents(replace(word_company(roll(i, 'lead company')), ' ', '-'))), '.example'));
CREATE MACRO lead_owner(i) AS CASE WHEN i % 9 = 2 THEN id_Group(1) ELSE id_User(owner(i)) END;
