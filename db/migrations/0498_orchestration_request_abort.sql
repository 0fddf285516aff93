-- Why: an order may be asked to be aborted, too.
-- Locks: the table, for a moment; its rows are few, and are looked at by the next one. Duration: at once. Breaking: no.
alter table orchestration.request drop constraint request_kind_check;
alter table orchestration.request add constraint request_kind_check
  check (kind in ('cancel', 'suspend', 'resume', 'abort')) not valid;
