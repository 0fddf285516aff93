-- Why: approvals that are late are looked for each minute; they are few beside those that were ever asked for.
-- Locks: none that stops readers or writers of orders.approval. Duration: one read of orders.approval. Breaking: no.
-- Transaction: none
create index concurrently approval_late on orders.approval (company_id, escalate_at) where state = 'pending' and escalate_at is not null;
