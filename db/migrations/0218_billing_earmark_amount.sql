-- Why: one credit memo may be meant for several orders, and counted in full for each of them. Now an amount of it is set aside for each
-- order, and what is set aside in all stands beside what is open, so that nobody else uses it.
-- Locks: billing.open_item and billing.earmark exclusively, for the change of the catalog alone. Duration: instant, the columns have
-- constant defaults. Breaking: no; an older version beside it sets nothing aside, and uses what is set aside as before.
-- A credit that waits from before has nothing set aside: it pays the invoices of its order with what is free of it.
alter table billing.open_item add column earmarked bigint not null default 0;
alter table billing.earmark add column amount bigint not null default 0;
