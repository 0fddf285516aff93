-- Why: an order that waits for approval may be cancelled or edited; what was asked is then withdrawn and kept as that.
-- Locks: the table, while its rows are looked at once: there is one an order that ever waited. Duration: instant. Breaking: no; an older
-- version beside this one neither cancels nor edits an order that waits.
alter table orders.approval drop constraint approval_state_check;
alter table orders.approval add constraint approval_state_check
  check (state in ('pending', 'approved', 'rejected', 'withdrawn'));
