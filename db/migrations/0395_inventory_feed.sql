-- Why: outside systems say what is on hand at a place and what supply comes, by event and by snapshot, and what they say is compared
-- with what we hold (decision 0074).
-- Locks: none but on the tables that it makes. Duration: instant. Breaking: no; an older version beside it knows no feeds, so nobody
-- describes one before all nodes are new.
create table inventory.feed (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  gives text collate "C" not null check (gives in ('stock', 'supply')),
  -- Of stock the place that it speaks of; of supply null: of every place.
  location_id bigint,
  -- A snapshot that changes more than this waits for a person.
  most_items_percent integer not null check (most_items_percent between 0 and 100),
  most_value_percent integer not null check (most_value_percent between 0 and 10000),
  -- So many items may change whatever share they are.
  items_always integer not null check (items_always >= 0),
  -- So long after goods moved with us they may not have moved with them, and the other way round.
  settle_seconds integer not null check (settle_seconds >= 0),
  -- So long a difference may be put down to what is on its way between us.
  patience_seconds integer not null check (patience_seconds >= 0),
  stale_seconds integer not null check (stale_seconds > 0),
  active boolean not null,
  primary key (company_id, id),
  unique (company_id, code),
  check (gives = 'supply' or location_id is not null)
);

-- What a feed came to: locked by whoever takes an event or compares a snapshot, so that an event is in a comparison or behind it.
create table inventory.feed_state (
  company_id bigint not null,
  feed_id bigint not null,
  -- Steps of comparisons and of events.
  counted bigint not null,
  events bigint not null,
  -- Of the newest whole snapshot that was taken.
  as_of timestamptz,
  heard_at timestamptz,
  heard_as_of timestamptz,
  primary key (company_id, feed_id)
);

-- What a system did to its stock, by its own id. `applied` false: a snapshot of later had it already.
create table inventory.feed_event (
  company_id bigint not null,
  feed_id bigint not null,
  external_id text collate "C" not null,
  item_id bigint not null,
  quantity numeric(20, 6) not null,
  as_of timestamptz not null,
  applied boolean not null,
  batch bigint not null,
  -- The move that it made.
  root_id bigint,
  move_id bigint,
  primary key (company_id, feed_id, external_id)
);
create index feed_event_as_of on inventory.feed_event (company_id, feed_id, as_of) where applied;

create table inventory.feed_snapshot (
  company_id bigint not null,
  id bigint not null,
  feed_id bigint not null,
  -- The id that its system gave it.
  name text collate "C" not null,
  as_of timestamptz not null,
  -- False: of the items that it names alone.
  whole boolean not null,
  -- How many it has; null: its last page did not come yet.
  pages integer,
  state text collate "C" not null check (state in ('coming', 'complete', 'held', 'posting', 'taken', 'left', 'overtaken')),
  begun_at timestamptz not null,
  compared_at timestamptz,
  -- Items or supply orders that were compared, that are to change, and that changed; what was there and what changes, in minor units.
  compared integer not null default 0,
  differing integer not null default 0,
  posted integer not null default 0,
  refused integer not null default 0,
  in_flight integer not null default 0,
  value_held bigint not null default 0,
  value_differing bigint not null default 0,
  -- Why it is held.
  why text[] not null default '{}',
  decided_by text collate "C",
  decided_at timestamptz,
  reason text,
  primary key (company_id, id),
  unique (company_id, feed_id, name)
);
create index feed_snapshot_work on inventory.feed_snapshot (state, as_of, company_id, id) where state in ('complete', 'posting');
create index feed_snapshot_held on inventory.feed_snapshot (company_id, id) where state = 'held';

-- Its rows, until it was compared and posted: in columns for stock, as they came for supply.
create table inventory.feed_page (
  company_id bigint not null,
  snapshot_id bigint not null,
  page integer not null check (page > 0),
  content bytea not null,
  item_ids bigint[] not null,
  quantities numeric(20, 6)[] not null,
  supplies jsonb,
  -- Skus that we do not know.
  unknown jsonb not null,
  primary key (company_id, snapshot_id, page)
);

-- Of an item alone: the newest snapshot that named it, and since when it differs by what is on its way.
create table inventory.feed_item (
  company_id bigint not null,
  feed_id bigint not null,
  item_id bigint not null,
  as_of timestamptz,
  in_flight_since timestamptz,
  primary key (company_id, feed_id, item_id)
);

-- What differed, and what came of it. Stock: `said` and `held` are quantities as of the snapshot. Supply: what was to come.
create table inventory.feed_difference (
  company_id bigint not null,
  snapshot_id bigint not null,
  place integer not null,
  change text collate "C" not null check (change in ('count', 'announced', 'changed', 'ended')),
  item_id bigint not null,
  location_id bigint not null,
  said numeric(20, 6) not null,
  held numeric(20, 6) not null,
  in_flight numeric(20, 6) not null,
  -- To post: what remains.
  quantity numeric(20, 6) not null,
  value bigint not null,
  state text collate "C" not null check (state in ('open', 'posted', 'refused', 'in_flight')),
  move_id bigint,
  problems jsonb,
  number text collate "C",
  due_on date,
  due_before date,
  unit_cost numeric(20, 6),
  kind text collate "C",
  primary key (company_id, snapshot_id, place)
);
create index feed_difference_open on inventory.feed_difference (company_id, snapshot_id, place) where state = 'open';

-- Supply orders that a feed speaks of: one that its whole snapshot does not name any more is not to come.
create table inventory.feed_supply (
  company_id bigint not null,
  feed_id bigint not null,
  number text collate "C" not null,
  primary key (company_id, number)
);
