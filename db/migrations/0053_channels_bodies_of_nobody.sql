-- Why: a person who is erased has bodies, found by the person; a body that speaks of nobody we know expires (decision 0009).
-- So whom a body speaks of is keyed by the person, and 0 stands for nobody; no index more than before.
-- Locks: channels.blob_person exclusively. Duration: a scan of it and of blob_key, some seconds for a million. Breaking: no;
-- bodies of nobody that an older version takes in meanwhile do not expire.
alter table channels.blob_person
  drop constraint blob_person_pkey,
  add constraint blob_person_pkey primary key (company_id, customer_id, blob_id);
insert into channels.blob_person (company_id, customer_id, blob_id)
select k.company_id, 0, k.blob_id from channels.blob_key k
where not exists (select from channels.blob_person p where p.company_id = k.company_id and p.blob_id = k.blob_id);
