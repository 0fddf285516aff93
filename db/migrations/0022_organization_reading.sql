-- Why: other modules show the numbers of documents as they are printed.
-- Locks: none. Duration: instant. Breaking: no.
create view organization.series_public as select company_id, code, kind, prefix from organization.document_series;
