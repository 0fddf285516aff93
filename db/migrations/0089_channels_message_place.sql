-- Why: a body may hold several messages, as a file of orders does; each says where in its body it stood, so that a bad row is found.
-- Locks: channels.message for a moment: a column without a default. Duration: at once. Breaking: no, an older version leaves it
-- empty.
alter table channels.message add column place text;
