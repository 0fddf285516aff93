-- Why: an item is sold in other units than it is stocked in, such as a case of 12; what one of them comes to is kept as a ratio of two
-- whole numbers, so that nothing is rounded where it is not asked for.
-- Locks: none. Duration: instant. Breaking: no; an older version beside it knows no unit, and lets orders that name one stand as drafts.
create table catalog.item_unit (
  company_id bigint not null,
  item_id bigint not null,
  uom text collate "C" not null,
  -- One of it is numerator ÷ denominator of the unit of the item.
  numerator bigint not null check (numerator > 0),
  denominator bigint not null check (denominator > 0),
  -- It is sold, and leaves, in whole ones.
  whole boolean not null,
  min_quantity numeric(20, 6) check (min_quantity > 0),
  multiple_of numeric(20, 6) check (multiple_of > 0),
  active boolean not null,
  primary key (company_id, item_id, uom)
);
