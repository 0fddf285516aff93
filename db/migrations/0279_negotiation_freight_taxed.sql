-- Why: an order of a quote taxes its freight as the quote did, whatever the freight rules say when it is accepted.
-- Locks: the table for an instant. Duration: instant, a constant default rewrites nothing. Breaking: no; an older version beside this one
-- quotes freight as taxed, as every version that stands was ordered until now.
alter table negotiation.quote_version add column freight_taxed boolean not null default true;
