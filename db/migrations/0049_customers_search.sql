-- Why: a customer is found by anything a caller may say. The keys are expressions over customers.person_data and nothing
-- more: what an erasure deletes cannot be found, and no second place keeps it (decision 0009).
-- Locks: share on customers.person_data while five indexes are built. Duration: some 20 seconds for a million customers.
-- Breaking: no.
create index person_data_email on customers.person_data (company_id, lower(email)) where email is not null;
-- From the end: how a number is written differs at its beginning (+44, 0044, 0).
create index person_data_phone on customers.person_data (company_id, reverse(regexp_replace(phone, '[^0-9]', '', 'g')))
  where phone is not null;
create index person_data_postcode on customers.person_data
  (company_id, (upper(regexp_replace(address ->> 'postcode', '\W', '', 'g')) collate "C"))
  where address ->> 'postcode' is not null;
create index person_data_family_name on customers.person_data (company_id, (substring(search_name from '[^ ]+$')))
  where search_name like '% %';
-- Who receives at an address, and contacts; the customer itself has search_name.
create index person_data_other_name on customers.person_data (company_id, (lower(name) collate "C"))
  where id <> 0 and name is not null;
