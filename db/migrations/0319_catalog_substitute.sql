-- Why: what may be sold in place of an item is offered where the item itself comes late (A10-11), by rank and in its own quantity.
-- Locks: nothing, the table is new. Duration: at once. Breaking: no.
create table catalog.substitute (
  company_id bigint not null,
  item_id bigint not null,
  substitute_id bigint not null,
  -- successor: it takes the place of an item that is not made any more.
  kind text collate "C" not null check (kind in ('substitute', 'successor')),
  -- Lowest first.
  rank integer not null,
  -- So much of it stands for one unit of the item.
  ratio numeric(20, 6) not null check (ratio > 0),
  valid_from date not null,
  valid_to date,
  active boolean not null,
  primary key (company_id, item_id, substitute_id)
);
