-- name: expectations_of_companies :read
select e.company_id, e.party, e.code, e.within_seconds, e.rate, e.sequence, e.reconciled_within_hours, e.stated_at, e.stated_pos
from monitoring.expectation e where e.company_id = any(:company_ids::bigint[]) order by e.company_id, e.party, e.code

-- name: save_expectations :write insert
insert into monitoring.expectation as e (company_id, party, code, within_seconds, rate, sequence, reconciled_within_hours, stated_at,
  stated_pos)
select r.* from :rows(company_id bigint, party text, code text, within_seconds integer, rate jsonb, sequence jsonb,
  reconciled_within_hours integer, stated_at timestamptz, stated_pos bigint)
order by r.company_id, r.party, r.code
on conflict (company_id, party, code) do update set within_seconds = excluded.within_seconds, rate = excluded.rate,
  sequence = excluded.sequence, reconciled_within_hours = excluded.reconciled_within_hours

-- name: delete_expectation :read
-- With what was counted for it; in a transaction of its own.
with gone as (
  delete from monitoring.expectation e
  where e.company_id = :company_id::bigint and e.party = :party::text and e.code = :code::text returning e.party
), places as (
  delete from monitoring.arrival_state s using gone g where g.party = 'channel' and s.company_id = :company_id::bigint
    and s.source = :code::text
), counts as (
  delete from monitoring.arrival a using gone g where g.party = 'channel' and a.company_id = :company_id::bigint
    and a.source = :code::text
), gaps as (
  delete from monitoring.order_gap p using gone g where g.party = 'channel' and p.company_id = :company_id::bigint
    and p.source = :code::text
)
select g.party from gone g

-- name: read_parties :read
-- Who may be expected something of.
select s.company_id, 'channel' as party, s.code from orders.source_system s where s.company_id = any(:company_ids::bigint[])
union all
select s.company_id, 'shop', s.code from orders.source_system s where s.company_id = any(:company_ids::bigint[])
union all
select l.company_id, 'warehouse', l.code from inventory.location l
where l.company_id = any(:company_ids::bigint[]) and not l.auto_confirm
union all
select e.company_id, 'webhook', e.code from channels.webhook_endpoint e
where e.company_id = any(:company_ids::bigint[]) and not e.deleted

-- name: read_heads :read
select h.company_id, h.pos from platform.company_head h where h.company_id = any(:company_ids::bigint[])
