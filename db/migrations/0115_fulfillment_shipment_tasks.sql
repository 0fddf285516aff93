-- Why: what of an order is ready together leaves together (decision 0031): several tasks of its plan may wait for one shipment.
-- Locks: shipments, exclusively, while they are written anew. Duration: some seconds for a million. Breaking: yes, stop older
-- processes first: they name the column as it was.
alter table fulfillment.shipment alter column task_id type bigint[] using array[task_id];
alter table fulfillment.shipment rename column task_id to task_ids;
