-- Why: what is done with a quote is told to subscribers in the order of facts, as events beside those of orders (0392 finds them by batch).
-- Locks: none. Duration: instant.
-- Breaking: no; an older version tells of orders and customers alone, and its readers miss the events of quotes until it is gone.
create view negotiation.quote_told as
select h.company_id, h.batch, h.quote_id, h.revision, h.act, h.actor, h.reason, h.version, h.state,
  array['quote.' || case h.act when 'create' then 'created' when 'revise' then 'revised' when 'reprice' then 'revised'
    when 'ask_for_approval' then 'approval_requested' when 'approve' then 'approval_moved'
    when 'ask_for_information' then 'information_asked' when 'reject' then 'rejected' when 'send' then 'sent'
    when 'accept' then 'accepted' when 'refuse' then 'refused' when 'withdraw' then 'withdrawn' else 'expired' end] as events
from negotiation.quote_history h;
