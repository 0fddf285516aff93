-- name: read_budgets :read
-- Budgets as they stand now: never from memory.
-- null: amount, uses
select company_id, promotion_id, amount, uses, gives_back, spent, used
from pricing.promotion_budget where company_id = any(:company_ids::bigint[])

-- name: lock_budgets :lock credit
-- Orders that spend one budget come one after the other.
select count(*) as locked from (
  select 1 from pricing.promotion_budget b
  where (b.company_id, b.promotion_id) in (select r.company_id, r.promotion_id from :rows(company_id bigint, promotion_id bigint))
  order by b.company_id, b.promotion_id for update
) l

-- name: move_budgets :write credit
-- What the batch spends, or gives back (below 0). What is spent was decided to fit: it is asked of the locked row again, else DK001.
with wanted as (
  select r.company_id, r.promotion_id, sum(r.amount)::bigint as amount, sum(r.uses)::bigint as uses
  from :rows(company_id bigint, promotion_id bigint, amount bigint, uses bigint) group by 1, 2
), moved as (
  update pricing.promotion_budget b set spent = b.spent + w.amount, used = b.used + w.uses
  from wanted w
  where b.company_id = w.company_id and b.promotion_id = w.promotion_id
    and (w.amount <= 0 or b.amount is null or b.spent + w.amount <= b.amount)
    and (w.uses <= 0 or b.uses is null or b.used + w.uses <= b.uses)
  returning b.company_id
)
select platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified

-- name: insert_promotion_use :write insert
insert into pricing.promotion_use (company_id, cause_id, promotion_id, batch, gives_back, line_nos, amounts)
select r.* from :rows(company_id bigint, cause_id bigint, promotion_id bigint, batch bigint, gives_back text, line_nos integer[], amounts bigint[])

-- name: read_promotion_uses :read
select u.company_id, u.cause_id, u.promotion_id, u.gives_back, u.line_nos, u.amounts, u.given_amount, u.given_uses
from unnest(:company_ids::bigint[], :cause_ids::bigint[]) as w(company_id, cause_id)
cross join lateral (
  select * from pricing.promotion_use u where u.company_id = w.company_id and u.cause_id = w.cause_id and u.gives_back <> 'never' offset 0
) u
order by u.company_id, u.cause_id, u.promotion_id

-- name: give_back_uses :write insert
-- Rows of orders that are locked: what is given back of each in all.
update pricing.promotion_use u set given_amount = r.given_amount, given_uses = r.given_uses
from :rows(company_id bigint, cause_id bigint, promotion_id bigint, given_amount bigint, given_uses bigint)
where u.company_id = r.company_id and u.cause_id = r.cause_id and u.promotion_id = r.promotion_id

-- name: save_budgets :write credit
-- What is spent stays; a budget that is taken away stays as one without bounds.
insert into pricing.promotion_budget as b (company_id, promotion_id, amount, uses, gives_back)
select r.company_id, r.promotion_id, r.amount, r.uses, r.gives_back
from :rows(company_id bigint, promotion_id bigint, amount bigint, uses bigint, gives_back text)
where r.amount is not null or r.uses is not null
  or exists (select from pricing.promotion_budget b where b.company_id = r.company_id and b.promotion_id = r.promotion_id)
order by r.company_id, r.promotion_id
on conflict (company_id, promotion_id) do update set amount = excluded.amount, uses = excluded.uses, gives_back = excluded.gives_back
