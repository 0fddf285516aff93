-- Why: which orders were cancelled was looked for once for each source of a company, in the same facts, and for sources alone whose
-- channel still names a gateway: what was authorized before it named none was forgotten. The facts of a company are read once, while it
-- has payments at all. They are looked through from the first on once more; what was heard before changes nothing.
-- Locks: channels.payment_place exclusively, at once. Duration: instant. Breaking: yes; the job that finds authorizations of cancelled
-- orders fails in an older version beside it.
drop table channels.payment_place;
create table channels.payment_heard (
  company_id bigint primary key,
  heard_pos bigint not null
);
