-- Why: a person who is erased has bodies, found by the person; a body that speaks of nobody we know expires (decision 0009).
-- The key of a body and whom it speaks of (0: nobody) stand on its row: two rows and two index entries less for each
-- order. A body without a key cannot be opened, and leaves the index.
-- Locks: channels.intake exclusively. Duration: some seconds for a million bodies, and an index over them; nobody hands an
-- order over meanwhile. Breaking: yes, stop older processes first.
alter table channels.intake
  add column key bytea,
  add column customer_id bigint not null default 0;
update channels.intake i set key = k.key, customer_id = coalesce(p.customer_id, 0)
from channels.blob_key k
left join channels.blob_person p on p.company_id = k.company_id and p.blob_id = k.blob_id
where i.company_id = k.company_id and i.id = k.blob_id;
alter table channels.intake alter column customer_id drop default;
create index intake_person on channels.intake (company_id, customer_id, id) where key is not null;
drop table channels.blob_key;
drop table channels.blob_person;
