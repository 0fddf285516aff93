-- Why: a promise names a day on which the place ships and the carrier arrives: the days on which a place ships, until what time it takes
-- orders of the day, and how long a ship method takes from where to where.
-- Locks: inventory.location exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version leaves
-- the columns as they are and promises days as before.
alter table inventory.location
  -- Code of a calendar; '': every day.
  add column shipping_calendar text collate "C" not null default '',
  -- HH:MM in the time zone of the company; what comes later is of the next day. '': none.
  add column cut_off text collate "C" not null default '' check (cut_off = '' or cut_off ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');

-- How long goods are on their way. The most particular lane holds: of a location before any, of a region before its country, of a
-- country before any.
create table inventory.transit_lane (
  company_id bigint not null,
  ship_method text collate "C" not null,
  -- null: from any
  location_id bigint,
  -- '': to any
  country text collate "C" not null,
  region text collate "C" not null,
  transit_days integer not null check (transit_days between 0 and 365),
  -- Codes of calendars; '': every day. On which days the carrier drives, and goods are taken in where they arrive.
  carrier_calendar text collate "C" not null,
  receiving_calendar text collate "C" not null
);
create unique index transit_lane_key on inventory.transit_lane (company_id, ship_method, (coalesce(location_id, 0)), country, region);
