-- Why: of an order that was never agreed nothing is waited for; its fulfillment status is `none`, as it is derived now.
-- Locks: the list rows of drafts and failed orders, for the length of the update. Duration: seconds for 100,000 of them.
-- Breaking: no; an older process that still runs writes the old word until the order is changed again.
update orders.list set fulfillment_status = 'none'
where status in ('draft', 'pending_approval', 'rejected', 'failed') and fulfillment_status <> 'none';
