-- Why: what a channel sent may be handed on to another order system (C-22): a message of such a channel says the batch that it came
-- with, and so its place in the order of facts, up to which an endpoint that hears it was told; it speaks of no order of ours.
-- `forward` is JSON as a text, which keeps the order of its members: in XML it is that of the elements.
-- Locks: channels.channel, webhook_endpoint, webhook_attempt, webhook_failed for a moment; channels.message while its index is built,
-- which is empty. Duration: a second a million messages. Breaking: an older version hands nothing on, and sends endpoints of gateways
-- the events of the company: stop it first if there are any.
alter table channels.channel add column gateway boolean not null default false;
alter table channels.message add column batch bigint;
create index message_batch on channels.message (company_id, batch) where batch is not null;
alter table channels.webhook_endpoint add column channel_id bigint, add column forward text;
alter table channels.webhook_attempt alter column order_id drop not null;
alter table channels.webhook_failed alter column order_id drop not null;
