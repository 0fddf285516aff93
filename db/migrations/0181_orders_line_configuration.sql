-- Why: an order line that is configured keeps what was chosen, and the lines that it brought keep their parent and how many of
-- them go with one of it: so a split, a cancellation or a return can tell what belongs together.
-- Locks: none. Duration: instant. Breaking: no, an older version writes no such rows and looks at none.
create table orders.line_configuration (
  company_id bigint not null,
  order_id bigint not null,
  line_no integer not null,
  -- Null: the line is configured itself.
  parent_no integer,
  per_parent integer,
  option text collate "C",
  -- Of a configured line: code and version of its model, and the choices.
  configuration jsonb,
  primary key (company_id, order_id, line_no)
);
