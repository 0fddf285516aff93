-- name: read_issued :read
-- What left stock for a cause and what of it came back, with the values of the moves.
select m.company_id, m.root_id, m.source_id,
  sum(case when m.kind = 'issue' then -m.quantity else 0 end)::numeric(20, 6) as issued,
  sum(case when m.kind = 'issue' then -m.value else 0 end)::bigint as issued_value,
  sum(case when m.kind = 'return' then m.quantity else 0 end)::numeric(20, 6) as returned,
  sum(case when m.kind = 'return' then m.value else 0 end)::bigint as returned_value,
  coalesce(bool_or(p.method = 'standard'), false) as standard
from unnest(:company_ids::bigint[], :root_ids::bigint[]) as w(company_id, root_id)
cross join lateral (select * from inventory.stock_move m where m.company_id = w.company_id and m.root_id = w.root_id and m.kind in ('issue', 'return') offset 0) m
cross join lateral (select * from inventory.location l where l.company_id = m.company_id and l.id = m.location_id offset 0) l
cross join lateral (select * from inventory.cost_pool p where p.company_id = m.company_id and p.cost_organization = l.cost_organization and p.item_id = m.item_id offset 0) p
group by m.company_id, m.root_id, m.source_id

-- name: read_strayed :read
-- What these sources of causes took out of stock without a sale: quantities and values of the moves that took, by source.
-- A revaluation that a return of it caused is no part of it.
select m.company_id, m.source_id, (-sum(m.quantity))::numeric(20, 6) as quantity, (-sum(m.value))::bigint as value
from unnest(:company_ids::bigint[], :root_ids::bigint[]) as w(company_id, root_id)
cross join lateral (select * from inventory.stock_move m where m.company_id = w.company_id and m.root_id = w.root_id
  and m.kind = 'adjustment' and m.quantity < 0 and m.source_id = any(:source_ids::bigint[]) offset 0) m
group by m.company_id, m.source_id

-- name: read_transferred :read
-- What transfers took out of stock where they left: quantities and values of the moves, by transfer.
select m.company_id, m.source_id, (-sum(m.quantity))::numeric(20, 6) as quantity, (-sum(m.value))::bigint as value
from unnest(:company_ids::bigint[], :root_ids::bigint[]) as w(company_id, root_id)
cross join lateral (select * from inventory.stock_move m where m.company_id = w.company_id and m.root_id = w.root_id
  and m.kind = 'transfer' and m.quantity < 0 and m.source_id = any(:source_ids::bigint[]) offset 0) m
group by m.company_id, m.source_id
