-- Why: a product order of TM Forum is told again as it was sent: its bodies are found by the order that they became, the first one and
-- what changed it since. Other bodies are not in this index, so taking them costs nothing more.
-- Transaction: none
-- Locks: none that stops writing. Duration: as long as it takes to read the bodies' rows. Breaking: no.
create index concurrently intake_product_order on channels.intake (company_id, order_id, id)
  where content_type = 'application/vnd.tmf622+json';
