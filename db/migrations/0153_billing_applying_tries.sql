-- Why: money that cannot be gone on with (no period is open, say) was tried every ten seconds for ever, and nobody was told: it says how
-- often it was tried, what stopped it, and since when.
-- Locks: billing.applying exclusively, at once. Duration: instant. Breaking: no; an older version beside it does not count its tries.
alter table billing.applying
  add column queued_at timestamptz not null default 'epoch',
  add column attempts integer not null default 0,
  add column problem text;
