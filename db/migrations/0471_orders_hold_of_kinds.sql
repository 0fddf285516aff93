-- Why: a hold may stop a kind of task, or some lines, and let the rest pass; so it says which lines it stops, with what goes with them, and
-- an order counts these holds apart from those that stop all of it: whoever moves one that has none reads no hold.
-- Locks: orders.hold and orders.order_state exclusively. Duration: instant, the defaults are constants. Breaking: no.
alter table orders.hold add column line_nos integer[];
alter table orders.order_state add column scoped_holds integer not null default 0;
