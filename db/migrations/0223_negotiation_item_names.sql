-- Why: a document of a quote names what it offers as it was called then.
-- Locks: negotiation.quote_line exclusively, for the change of the catalog alone. Duration: instant, the default is constant.
-- Breaking: no; lines that an older version writes beside it have no name.
alter table negotiation.quote_line add column item_name text not null default '';
