-- Why: an order of a quote releases the agreement under which it was quoted, and no other.
-- Locks: the table for an instant. Duration: instant. Breaking: no; what an older version beside this one quotes releases no agreement
-- when it is ordered.
alter table negotiation.quote_line add column agreement jsonb;
