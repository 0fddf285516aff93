-- Why: a person who cannot say yet whether two records are one customer leaves the question until a day, with who and why; until then it
-- is not among those that wait.
-- Locks: customers.match_question exclusively for an instant. Duration: instant, no row is rewritten. Breaking: no; an older version shows
-- such a question as one that waits.
alter table customers.match_question
  add column later_until date,
  add column later_by text collate "C",
  add column later_reason text,
  add constraint match_question_later check ((later_until is null) = (later_by is null) and (later_until is null) = (later_reason is null));
