-- Numbers by day and measures, counted along the order of facts and kept by day.

-- name: begin_counting :read
-- Companies that are not counted yet, or were by an older form of the measures or in another time zone, begin an edition. In a
-- transaction of its own; locks the row of the company.
insert into insight.counted as k (company_id, edition, form, time_zone, pos)
select c.company_id, 1, :form::integer, c.time_zone, 0 from organization.company c
where not exists (select from insight.counted k where k.company_id = c.company_id
  and (k.form > :form::integer or k.form = :form::integer and k.time_zone = c.time_zone))
order by c.company_id
on conflict (company_id) do update set edition = k.edition + 1, form = excluded.form, time_zone = excluded.time_zone, pos = 0
returning company_id

-- name: list_uncounted :read
-- Companies where something happened since they were counted.
select k.company_id, k.edition, k.pos from insight.counted k
join platform.company_head h on h.company_id = k.company_id
where k.form = :form::integer and k.pos < h.pos order by k.company_id

-- name: read_counted :read
-- Where companies stand, and the place up to which the tail behind each is counted: at least one, and as many as hold `budget`
-- changes of orders and lines of these orders at most; `heavy`: one place alone holds more. Edition 0: nothing of this form is
-- counted yet.
-- notnull: edition, pos, until, head, heavy
with company as (
  select c.company_id, coalesce(k.edition, 0) as edition, coalesce(k.pos, 0) as pos, coalesce(h.pos, 0) as head
  from unnest(:company_ids::bigint[]) as w(company_id)
  join organization.company c on c.company_id = w.company_id
  left join insight.counted k on k.company_id = c.company_id and k.form = :form::integer and k.time_zone = c.time_zone
  left join platform.company_head h on h.company_id = c.company_id
)
select c.company_id, c.edition, c.pos, c.head, coalesce(t.fits, t.first, c.pos) as until, t.fits is null and t.first is not null as heavy
from company c
cross join lateral (
  select max(t.pos) filter (where t.sum <= :budget::bigint) as fits, min(t.pos) as first from (
    select h.pos, sum(h.weight) over (order by h.pos) as sum from (
      -- An order is read once, however often it was changed. What is cut off weighs too much in any case.
      select h.pos, 1 + case when row_number() over (partition by h.order_id order by h.pos) = 1 then coalesce(s.lines, 0) else 0 end as weight
      from (
        select g.pos, h.order_id from platform.company_log g
        left join lateral (select h.order_id from orders.history h
          where h.company_id = c.company_id and h.batch = g.batch) h on true
        where g.company_id = c.company_id and g.pos > c.pos order by g.pos limit :budget::bigint + 1
      ) h
      left join orders.order_state s on s.company_id = c.company_id and s.order_id = h.order_id
    ) h
  ) t
) t
order by c.company_id

-- name: count_stretch :read
-- What happened at the places of stretches, one of a company, by its day: how often, and to how many orders for the first time on
-- that day (of `firsts` alone). `offset 0`: each stretch is walked by its own index, whatever the estimates are.
-- notnull: company_id, day, code, source, orders, facts
with kind as materialized (
  select w.code, w.code = any(:firsts::integer[]) as firsts, array_agg(w.event) as events
  from unnest(:codes::integer[], :events::text[]) as w(code, event) group by w.code
), fact as materialized (
  select w.company_id, w.after, g.pos, h.batch, (g.at at time zone y.time_zone)::date as day, h.order_id, k.code, k.firsts, k.events, y.time_zone
  from unnest(:company_ids::bigint[], :afters::bigint[], :untils::bigint[]) as w(company_id, after, until)
  join organization.company y on y.company_id = w.company_id
  cross join lateral (select g.pos, g.at, g.batch from platform.company_log g
    where g.company_id = w.company_id and g.pos > w.after and g.pos <= w.until offset 0) g
  cross join lateral (select h.batch, h.order_id, h.events from orders.history h
    where h.company_id = w.company_id and h.batch = g.batch offset 0) h
  join kind k on k.events && h.events
), nth as (
  select f.*, row_number() over (partition by f.company_id, f.code, f.order_id, f.day order by f.pos) as n from fact f
)
select f.company_id, f.day, f.code, s.source, count(*) as facts, count(*) filter (where f.firsts and f.n = 1 and not exists (
  select from orders.history e
  join platform.company_log p on p.company_id = f.company_id and p.batch = e.batch and p.pos <= f.after
    and (p.at at time zone f.time_zone)::date = f.day
  where e.company_id = f.company_id and e.order_id = f.order_id and e.batch <> f.batch and e.events && f.events)) as orders
from nth f
join orders.order_state s on s.company_id = f.company_id and s.order_id = f.order_id
group by 1, 2, 3, 4 order by 1, 2, 3, 4

-- name: list_touched :read
-- Orders that stretches touched, one of a company, and no later place so far: those are counted there. Each with what is kept of it.
-- null: day, source, codes, bins, numerators, denominators
-- notnull: company_id
select h.company_id, h.order_id, t.day, t.source, t.codes, t.bins, t.numerators, t.denominators
from (
  select distinct w.company_id, w.edition, w.until, h.order_id
  from unnest(:company_ids::bigint[], :editions::integer[], :afters::bigint[], :untils::bigint[]) as w(company_id, edition, after, until)
  cross join lateral (select g.batch from platform.company_log g
    where g.company_id = w.company_id and g.pos > w.after and g.pos <= w.until offset 0) g
  cross join lateral (select h.order_id from orders.history h
    where h.company_id = w.company_id and h.batch = g.batch offset 0) h
) h
left join insight.order_tally t on t.company_id = h.company_id and t.edition = h.edition and t.order_id = h.order_id
where not exists (select from orders.history e
  join platform.company_log p on p.company_id = h.company_id and p.batch = e.batch and p.pos > h.until
  where e.company_id = h.company_id and e.order_id = h.order_id)
order by h.company_id, h.order_id

-- name: read_tallies :read
-- notnull: numerator, denominator
select t.code, t.day, t.bin, sum(t.numerator)::bigint as numerator, sum(t.denominator)::bigint as denominator
from insight.tally t
where t.company_id = :company_id::bigint and t.edition = :edition::integer and t.code = any(:codes::integer[])
  and t.day between :from_on::date and :to_on::date and (:source::text is null or t.source = :source::text)
group by t.code, t.day, t.bin

-- name: settle_count :read
-- Moves the places of companies on and adds what their stretches came to; of two that counted the same stretch, the second one
-- finds the place moved and adds nothing. Locks the rows of the companies, then their tallies, by key.
with held as materialized (
  select k.company_id, k.edition, k.pos, w.until
  from unnest(:company_ids::bigint[], :editions::integer[], :afters::bigint[], :untils::bigint[]) as w(company_id, edition, after, until)
  join insight.counted k on k.company_id = w.company_id and k.edition = w.edition and k.pos = w.after
  order by k.company_id for update of k
), moved as (
  update insight.counted k set pos = h.until from held h
  where k.company_id = h.company_id and k.edition = h.edition and k.pos = h.pos
  returning k.company_id, k.edition
), added as (
  insert into insight.tally as t (company_id, edition, code, day, source, bin, numerator, denominator)
  select m.company_id, m.edition, a.code, a.day, a.source, a.bin, a.numerator, a.denominator
  from moved m join unnest(:tally_companies::bigint[], :codes::integer[], :days::date[], :sources::text[], :bins::integer[],
    :numerators::bigint[], :denominators::bigint[]) as a(company_id, code, day, source, bin, numerator, denominator)
    on a.company_id = m.company_id
  order by a.company_id, a.code, a.day, a.source, a.bin
  on conflict (company_id, edition, code, day, source, bin) do update
    set numerator = t.numerator + excluded.numerator, denominator = t.denominator + excluded.denominator
), gone as (
  delete from insight.order_tally t
  using moved m join unnest(:gone_companies::bigint[], :gone::bigint[]) as g(company_id, order_id) on g.company_id = m.company_id
  where t.company_id = m.company_id and t.edition = m.edition and t.order_id = g.order_id
), kept as (
  insert into insight.order_tally (company_id, edition, order_id, day, source, codes, bins, numerators, denominators)
  select m.company_id, m.edition, o.order_id, o.day, o.source, array_agg(o.code order by o.code, o.bin),
    array_agg(o.bin order by o.code, o.bin), array_agg(o.numerator order by o.code, o.bin),
    array_agg(o.denominator order by o.code, o.bin)
  from moved m join unnest(:of_companies::bigint[], :of_orders::bigint[], :of_days::date[], :of_sources::text[], :of_codes::integer[],
    :of_bins::integer[], :of_numerators::bigint[], :of_denominators::bigint[])
    as o(company_id, order_id, day, source, code, bin, numerator, denominator) on o.company_id = m.company_id
  group by m.company_id, m.edition, o.order_id, o.day, o.source order by m.company_id, o.order_id
  on conflict (company_id, edition, order_id) do update set day = excluded.day, source = excluded.source, codes = excluded.codes,
    bins = excluded.bins, numerators = excluded.numerators, denominators = excluded.denominators
)
select count(*) as moved from moved

-- name: forget_editions :read
-- What is kept of editions that were counted anew, some rows at a time.
with orders as (
  delete from insight.order_tally t using (select o.company_id, o.edition, o.order_id from insight.counted k cross join lateral (
    select o.company_id, o.edition, o.order_id from insight.order_tally o
    where o.company_id = k.company_id and o.edition < k.edition limit :most::bigint) o) o
  where t.company_id = o.company_id and t.edition = o.edition and t.order_id = o.order_id returning 1
), days as (
  delete from insight.tally t using (select o.* from insight.counted k cross join lateral (
    select o.company_id, o.edition, o.code, o.day, o.source, o.bin from insight.tally o
    where o.company_id = k.company_id and o.edition < k.edition limit :most::bigint) o) o
  where t.company_id = o.company_id and t.edition = o.edition and t.code = o.code and t.day = o.day and t.source = o.source
    and t.bin = o.bin returning 1
)
select (select count(*) from orders) + (select count(*) from days) as count
