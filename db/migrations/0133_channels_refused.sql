-- Why: a message that no secret of its channel signed leaves nothing, so who agrees a secret with a shop could not see that it comes.
-- How many there were, and when the last, stands here: one row of a channel, written once a second at most, whatever comes.
-- Locks: none. Duration: none. Breaking: no; a running older version does not count here.
create table channels.refused (
  company_id bigint not null,
  channel_id bigint not null,
  messages bigint not null,
  last_at timestamptz not null,
  primary key (company_id, channel_id)
);
