-- Why: numbers by day and measures were counted from the rows whenever somebody asked, which ends at some ten thousand orders.
-- They are counted once, along the order of facts, and kept by day; every number still leads to its rows.
-- Locks: none on existing data. Duration: instant; what is there already is counted in the background. Breaking: no.
create schema insight;

-- How far each company is counted. An edition is one count from the first place on: by one form of the measures and one time
-- zone. When either changes the next edition begins, and what is kept of the one before is deleted piece by piece.
create table insight.counted (
  company_id bigint primary key,
  edition integer not null,
  form integer not null,
  time_zone text collate "C" not null,
  pos bigint not null check (pos >= 0)
) with (fillfactor = 50);

-- What the orders of a day and a source add to a measure (`code`). `bin` parts what is asked for in more than one way: of a
-- median the value itself, of a promise how far off it was.
create table insight.tally (
  company_id bigint not null,
  edition integer not null,
  code integer not null,
  day date not null,
  source text collate "C" not null,
  bin integer not null,
  numerator bigint not null,
  denominator bigint not null,
  primary key (company_id, edition, code, day, source, bin)
) with (fillfactor = 70);

-- What one order adds, so that it can be taken off again when the order changes.
create table insight.order_tally (
  company_id bigint not null,
  edition integer not null,
  order_id bigint not null,
  day date not null,
  source text collate "C" not null,
  codes integer[] not null,
  bins integer[] not null,
  numerators bigint[] not null,
  denominators bigint[] not null,
  primary key (company_id, edition, order_id)
) with (fillfactor = 80);
