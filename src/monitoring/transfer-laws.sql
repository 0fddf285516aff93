-- Laws of what one place brings to another for an order; see invariants.sql.

-- name: law_transfers :read
-- What is brought left stock at the place that was asked and arrived at the one where it is collected, of its item, as its transfer says, and
-- nothing else moved as a transfer. Its value is on the way in the books as long as it is, and a part that is brought holds what was not sent:
-- all of it until its plan asks for it.
-- At standard cost what arrives is worth the standard of its day, the rest is a variance.
-- notnull: company_id
select x.company_id, x.what, x.expected, x.actual from (
  select coalesce(t.company_id, m.company_id) as company_id, 'transfer ' || coalesce(t.id, m.source_id) as what,
    coalesce(t.shipped || ' left, ' || t.received || ' arrived', 'no such transfer') as expected,
    coalesce(m.gone, 0) || ' left, ' || coalesce(m.here, 0) || ' arrived, ' || coalesce(m.moved, 0) || ' moved' as actual,
    t.id is null or t.shipped <> coalesce(m.gone, 0) or t.received <> coalesce(m.here, 0)
      or coalesce(m.gone, 0) + coalesce(m.here, 0) <> coalesce(m.moved, 0) as broken
  from (select * from fulfillment.transfer t where :company_id::bigint is null or t.company_id = :company_id::bigint) t
  full join (select m.company_id, m.root_id, m.source_id, sum(abs(m.quantity)) as moved,
      -sum(m.quantity) filter (where m.quantity < 0 and m.location_id = t.from_location_id and m.item_id = t.item_id) as gone,
      sum(m.quantity) filter (where m.quantity > 0 and m.location_id = t.to_location_id and m.item_id = t.item_id) as here
    from inventory.stock_move m
    left join fulfillment.transfer t on t.company_id = m.company_id and t.cause_id = m.root_id and t.id = m.source_id
    where m.kind = 'transfer' and (:company_id::bigint is null or m.company_id = :company_id::bigint) group by 1, 2, 3) m
    on m.company_id = t.company_id and m.root_id = t.cause_id and m.source_id = t.id
  union all
  select t.company_id, 'value of transfer ' || t.id, t.value - t.settled || ' on its way', coalesce(e.amount, 0)::text,
    t.received + t.lost = t.shipped and t.settled <> t.value
      or c.method = 'moving_average' and coalesce(e.amount, 0) <> t.value - t.settled
  from (select t.*, v.value from fulfillment.transfer t join (select m.company_id, m.root_id, m.source_id, -sum(m.value) as value
    from inventory.stock_move m where m.kind = 'transfer' and m.quantity < 0 group by 1, 2, 3) v
    on v.company_id = t.company_id and v.root_id = t.cause_id and v.source_id = t.id offset 0) t
  join inventory.location l on l.company_id = t.company_id and l.id = t.to_location_id
  left join inventory.cost_pool c on c.company_id = t.company_id and c.cost_organization = l.cost_organization and c.item_id = t.item_id
  left join (select e.company_id, e.cause_id, e.source_id,
      sum(case when e.event = 'transfer.shipped' then p.amount else -p.amount end) as amount from ledger.entry e
    cross join lateral unnest(coalesce(e.functional_amounts, e.amounts), string_to_array(e.kinds, ' ')) as p(amount, kind)
    where e.source_type = 'transfer' and p.kind = 'cost' group by 1, 2, 3) e
    on e.company_id = t.company_id and e.cause_id = t.cause_id and e.source_id = t.id
  where (:company_id::bigint is null or t.company_id = :company_id::bigint)
  union all
  select f.company_id, 'fulfillment line ' || f.id, case when f.supply <> 'transfer' then '0' else coalesce(case when not f.unasked or t.open + t.moving > 0 then t.open end, f.open)::text end || ' held where it is sent from',
    coalesce(case when f.supply = 'transfer' then r.quantity else t.open end, 0)::text,
    case when f.supply <> 'transfer' then coalesce(t.open, 0) <> 0
      when f.unasked and coalesce(t.open + t.moving, 0) = 0 then f.open <> coalesce(r.quantity, 0)
      else coalesce(t.open, f.open) <> coalesce(r.quantity, 0) or f.open > coalesce(t.open + t.moving, f.open) end
  from (select f.*, f.quantity - f.cancelled - f.shipped as open, exists (select from orchestration.component c
      join orchestration.task k on k.company_id = c.company_id and k.order_id = c.order_id and k.component_id = c.id
      where c.company_id = f.company_id and c.order_id = f.order_id and f.id = any(c.line_ids)
        and k.kind = 'transfer' and k.state not in ('completed', 'skipped')) as unasked from orders.fulfillment_line f
    where f.supply = 'transfer' or exists (select from fulfillment.transfer t
      where t.company_id = f.company_id and t.cause_id = f.order_id and t.source_id = f.id) offset 0) f
  left join (select t.company_id, t.cause_id, t.source_id, sum(t.requested - t.shipped) as open, sum(t.shipped - t.received - t.lost) as moving
    from fulfillment.transfer t group by 1, 2, 3) t
    on t.company_id = f.company_id and t.cause_id = f.order_id and t.source_id = f.id
  left join (select v.company_id, v.root_id, v.source_id, v.location_id, sum(v.quantity) as quantity
    from inventory.reservation_public v group by 1, 2, 3, 4) r
    on r.company_id = f.company_id and r.root_id = f.order_id and r.source_id = f.id and r.location_id = f.from_location_id
  where (:company_id::bigint is null or f.company_id = :company_id::bigint)
) x
where x.broken
order by 1, 2 limit :most::bigint
