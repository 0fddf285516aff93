-- name: advance_heads :write head
-- The one order of facts of a company: every business transaction ends here. Head rows are locked in order of
-- company; `pos` and `at` come from the locked rows; the chain links content, place and time. A company that is
-- missing, or whose period is closed on the earliest posting date, is left out: the count is verified, DK001.
with wanted as (
  select * from :rows(company_id bigint, batch bigint, now timestamptz, content_hash bytea, earliest_posting date)
), heads as materialized (
  select h.company_id from platform.company_head h
  where h.company_id in (select w.company_id from wanted w)
  order by h.company_id for update
), advanced as (
  update platform.company_head h
  set pos = h.pos + 1,
      at = greatest(h.at, w.now),
      chain_hash = sha256(h.chain_hash || w.content_hash || int8send(h.pos + 1)
        || int8send((extract(epoch from greatest(h.at, w.now)) * 1000000)::bigint))
  from wanted w
  where h.company_id = w.company_id and h.company_id in (select l.company_id from heads l)
    and (w.earliest_posting is null or h.closed_to < w.earliest_posting)
  returning h.company_id, h.pos, h.at, w.batch, w.content_hash, h.chain_hash
), logged as (
  insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)
  select a.company_id, a.pos, a.batch, a.at, a.content_hash, a.chain_hash from advanced a
  returning company_id
)
select platform.verify((select count(*) from logged) = (select count(*) from wanted)) as verified

-- name: assign_numbers :write head
-- Gapless document numbers: the series rows are locked under the heads, in order, and only here. The issue date may
-- not lie before the last one of a monotone series; a series that a restore closed gives none.
with wanted as (
  select r.*, row_number() over (partition by r.company_id, r.series, r.year order by r.ordinal) as place
  from :rows(company_id bigint, series text, year integer, document_id bigint, issued_on date, batch bigint, ordinal integer)
), series as materialized (
  select s.company_id, s.series, s.year, s.last_number, s.last_on, s.policy from platform.number_series s
  where (s.company_id, s.series, s.year) in (select distinct w.company_id, w.series, w.year from wanted w)
  order by s.company_id, s.series, s.year for update
), used as (
  update platform.number_series s
  set last_number = s.last_number + n.count, last_on = greatest(s.last_on, n.last_on)
  from (select w.company_id, w.series, w.year, count(*) as count, min(w.issued_on) as first_on, max(w.issued_on) as last_on
        from wanted w group by 1, 2, 3) n, series l
  where (s.company_id, s.series, s.year) = (n.company_id, n.series, n.year)
    and (l.company_id, l.series, l.year) = (n.company_id, n.series, n.year)
    and s.closed_at is null
    and (l.policy = 'free' or l.last_on is null or l.last_on <= n.first_on)
  returning s.company_id, s.series, s.year, s.last_number - n.count as before
), numbered as (
  insert into platform.document_number (company_id, series, year, number, document_id, batch)
  select w.company_id, w.series, w.year, u.before + w.place, w.document_id, w.batch
  from wanted w join used u on (u.company_id, u.series, u.year) = (w.company_id, w.series, w.year)
  returning company_id
)
select platform.verify((select count(*) from numbered) = (select count(*) from wanted)) as verified

-- name: read_number_series :read
-- Where the counters stand: a document of a monotone series may not be dated before the last one.
select s.company_id, s.series, s.year, s.policy, s.last_on, s.closed_at is not null as closed
from platform.number_series s where s.company_id = any(:company_ids::bigint[])
