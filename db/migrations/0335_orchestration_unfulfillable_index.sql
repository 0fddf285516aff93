-- Transaction: none
-- Why: an alert asks for what places refused and nobody has; it does not walk past all other refusals.
-- Locks: none that keeps a writer out. Duration: a second for a million refusals. Breaking: no.
create index concurrently rejection_unfulfillable on orchestration.rejection (company_id, order_id, id) where unfulfillable;
