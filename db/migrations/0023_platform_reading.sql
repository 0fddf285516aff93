-- Why: modules show when a fact took its place in the order of facts, and the numbers of their documents.
-- Locks: none. Duration: instant. Breaking: no.
create view platform.head_public as select company_id, pos, at from platform.company_head;
create view platform.log_public as select company_id, pos, batch, at from platform.company_log;
create view platform.document_number_public as
select company_id, series, year, number, document_id from platform.document_number;
