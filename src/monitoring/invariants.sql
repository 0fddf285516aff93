-- The laws of Docket as queries: each returns the rows that break it, and nothing when all is well. The first comment of
-- a law is its sentence. `company_id` null asks for all companies; `most` bounds the rows shown.

-- name: law_batches_balance :read
-- Every batch of a company debits as much as it credits.
select d.company_id, 'batch ' || d.batch as what, sum(d.debit)::text as expected, sum(d.credit)::text as actual
from ledger.balance_delta d
where (:company_id::bigint is null or d.company_id = :company_id::bigint)
group by d.company_id, d.batch having sum(d.debit) <> sum(d.credit)
order by 1, 2 limit :most::bigint

-- name: law_deltas_are_postings :read
-- What a batch did to an account in a period is the sum of its postings.
-- null: company_id, what
select coalesce(p.company_id, d.company_id) as company_id,
  'batch ' || coalesce(p.batch, d.batch) || ' account ' || coalesce(p.account_id, d.account_id) || ' period ' || coalesce(p.period, d.period) as what,
  coalesce(p.debit, 0) || ' / ' || coalesce(p.credit, 0) as expected,
  coalesce(d.debit, 0) || ' / ' || coalesce(d.credit, 0) as actual
from (
  select e.company_id, e.batch, s.account_id, to_char(e.posted_on, 'YYYY-MM') as period, sum(s.debit) as debit, sum(s.credit) as credit
  from ledger.entry e
  cross join lateral unnest(e.debit_accounts, e.credit_accounts, coalesce(e.functional_amounts, e.amounts))
    as p(debit_account, credit_account, amount)
  cross join lateral (values (p.debit_account, p.amount, 0::bigint), (p.credit_account, 0::bigint, p.amount))
    as s(account_id, debit, credit)
  where (:company_id::bigint is null or e.company_id = :company_id::bigint)
  group by 1, 2, 3, 4
) p
full join (
  select d.company_id, d.batch, d.account_id, d.period, sum(d.debit) as debit, sum(d.credit) as credit
  from ledger.balance_delta d
  where (:company_id::bigint is null or d.company_id = :company_id::bigint)
  group by 1, 2, 3, 4
) d on d.company_id = p.company_id and d.batch = p.batch and d.account_id = p.account_id and d.period = p.period
-- An account that was debited and credited the same amount may net to nothing, but is never left out.
where (p.debit, p.credit) is distinct from (d.debit, d.credit)
order by 1, 2 limit :most::bigint

-- name: law_folds_are_deltas :read
-- A folded balance is the sum of the deltas of its places, and folds follow one another.
-- null: company_id, what
-- Which fold a place lies in is found by one walk through places and folds together: a join by range would look at every pair.
select x.company_id, x.what, x.expected, x.actual from (
  select coalesce(f.company_id, d.company_id) as company_id,
    'fold ' || coalesce(f.level, d.level) || ' behind ' || coalesce(f.after_pos, d.after_pos) || ' account '
      || coalesce(f.account_id, d.account_id) || ' period ' || coalesce(f.period, d.period) as what,
    coalesce(d.debit, 0) || ' / ' || coalesce(d.credit, 0) as expected,
    coalesce(f.debit, 0) || ' / ' || coalesce(f.credit, 0) as actual
  from (
    select f.company_id, f.level, f.after_pos, u.account_id, u.period, sum(u.debit) as debit, sum(u.credit) as credit
    from ledger.balance_fold f
    cross join lateral unnest(f.account_ids, f.periods, f.debits, f.credits) as u(account_id, period, debit, credit)
    where (:company_id::bigint is null or f.company_id = :company_id::bigint)
    group by 1, 2, 3, 4, 5
  ) f
  full join (
    select g.company_id, g.level, g.after_pos, d.account_id, d.period, sum(d.debit) as debit, sum(d.credit) as credit
    from (
      select w.company_id, w.level, w.pos, w.batch, max(w.after_pos) over walk as after_pos, max(w.upto) over walk as upto
      from (
        select f.company_id, f.level, f.after_pos as pos, null::bigint as batch, f.after_pos, f.pos as upto
        from ledger.balance_fold f
        where (:company_id::bigint is null or f.company_id = :company_id::bigint)
        union all
        select g.company_id, l.level, g.pos, g.batch, null, null
        from platform.company_log g cross join (values (1::smallint), (2)) as l(level)
        where (:company_id::bigint is null or g.company_id = :company_id::bigint)
      ) w
      -- A fold begins behind its first place: the place itself comes before it.
      window walk as (partition by w.company_id, w.level order by w.pos, w.batch rows unbounded preceding)
    ) g
    join ledger.balance_delta d on d.company_id = g.company_id and d.batch = g.batch
    where g.pos <= g.upto
    group by 1, 2, 3, 4, 5
  ) d on d.company_id = f.company_id and d.level = f.level and d.after_pos = f.after_pos and d.account_id = f.account_id
    and d.period = f.period
  where (f.debit, f.credit) is distinct from (d.debit, d.credit)
  union all
  select c.company_id, 'fold ' || c.level || ' behind ' || c.after_pos, c.before::text, c.after_pos::text
  from (
    select f.company_id, f.level, f.after_pos, lag(f.pos, 1, 0::bigint) over (partition by f.company_id, f.level order by f.after_pos) as before
    from ledger.balance_fold f
    where (:company_id::bigint is null or f.company_id = :company_id::bigint)
  ) c
  where c.after_pos <> c.before
) x
order by 1, 2 limit :most::bigint

-- name: law_receivable_control :read
-- The receivable accounts hold what the open items hold.
select c.company_id, 'receivable control' as what, coalesce(i.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual
from organization.company c
left join (select company_id, sum(functional_open) as amount from billing.open_item group by 1) i on i.company_id = c.company_id
left join (select d.company_id, sum(d.debit - d.credit) as amount from ledger.balance_delta d
  join ledger.account a on a.company_id = d.company_id and a.id = d.account_id and a.control = 'receivable' group by 1) b
  on b.company_id = c.company_id
where (:company_id::bigint is null or c.company_id = :company_id::bigint) and coalesce(i.amount, 0) <> coalesce(b.amount, 0)
order by 1 limit :most::bigint

-- name: law_inventory_control :read
-- The inventory accounts hold the value of the cost pools.
select c.company_id, 'inventory control' as what, coalesce(i.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual
from organization.company c
left join (select company_id, sum(value) as amount from inventory.cost_pool group by 1) i on i.company_id = c.company_id
left join (select d.company_id, sum(d.debit - d.credit) as amount from ledger.balance_delta d
  join ledger.account a on a.company_id = d.company_id and a.id = d.account_id and a.control = 'inventory' group by 1) b
  on b.company_id = c.company_id
where (:company_id::bigint is null or c.company_id = :company_id::bigint) and coalesce(i.amount, 0) <> coalesce(b.amount, 0)
order by 1 limit :most::bigint

-- name: law_receipts_control :read
-- The accounts of unapplied receipts and of deposits hold what of the receipts is not used yet.
select w.company_id, w.control || ' control' as what, coalesce(i.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual
from (select c.company_id, k.control, k.kind from organization.company c
  cross join (values ('unapplied', 'unapplied'), ('deposits', 'deposit')) as k(control, kind)
  where (:company_id::bigint is null or c.company_id = :company_id::bigint)) w
left join (select company_id, kind, sum(functional_amount) as amount from billing.unapplied group by 1, 2) i
  on i.company_id = w.company_id and i.kind = w.kind
left join (select d.company_id, a.control, sum(d.credit - d.debit) as amount from ledger.balance_delta d
  join ledger.account a on a.company_id = d.company_id and a.id = d.account_id group by 1, 2) b
  on b.company_id = w.company_id and b.control = w.control
where coalesce(i.amount, 0) <> coalesce(b.amount, 0)
order by 1, 2 limit :most::bigint

-- name: law_tax_control :read
-- The tax accounts hold the tax of the documents in the company's own currency.
select c.company_id, 'tax control' as what, coalesce(i.amount, 0)::text as expected, coalesce(b.amount, 0)::text as actual
from organization.company c
left join (select v.company_id, v.currency, sum(case when v.kind = 'credit_memo' then -abs(v.tax) else v.tax end) as amount
  from billing.invoice v group by 1, 2) i on i.company_id = c.company_id and i.currency = c.currency
left join (select e.company_id, e.currency, sum(case when x.side = 'credit' then x.amount else -x.amount end) as amount
  from ledger.line_public x
  join ledger.account a on a.company_id = x.company_id and a.id = x.account_id and a.control = 'tax'
  join ledger.entry e on e.company_id = x.company_id and e.id = x.entry_id group by 1, 2) b
  on b.company_id = c.company_id and b.currency = c.currency
where (:company_id::bigint is null or c.company_id = :company_id::bigint) and coalesce(i.amount, 0) <> coalesce(b.amount, 0)
order by 1 limit :most::bigint

-- name: law_postings_stand :read
-- A posting moves an amount from one account that exists to another, and the arrays of an entry say of each what it is.
select p.company_id, 'entry ' || p.entry_id || ' posting ' || p.ordinal as what, 'two accounts' as expected,
  case when p.debit_account = p.credit_account then 'one account' else 'no account' end as actual
from ledger.posting_public p
left join ledger.account d on d.company_id = p.company_id and d.id = p.debit_account
left join ledger.account c on c.company_id = p.company_id and c.id = p.credit_account
where (:company_id::bigint is null or p.company_id = :company_id::bigint)
  and (d.id is null or c.id is null or p.debit_account = p.credit_account)
union all
select e.company_id, 'entry ' || e.id, n.postings || ' of each', array_to_string(n.others, ', ')
from ledger.entry e
cross join lateral (select cardinality(e.amounts) as postings, array[cardinality(e.debit_accounts), cardinality(e.credit_accounts),
  cardinality(e.functional_amounts), cardinality(string_to_array(e.kinds, ' ')), cardinality(e.line_ids), cardinality(e.rule_ids)]
  as others) n
where (:company_id::bigint is null or e.company_id = :company_id::bigint) and n.postings <> any(n.others)
order by 1, 2 limit :most::bigint

-- name: law_batches_logged :read
-- Every fact belongs to a batch that has its place in the company's order of facts.
select f.company_id, f.what || ' of batch ' || f.batch as what, 'a place' as expected, 'none' as actual
from (
  select distinct e.company_id, 'entry' as what, e.batch from ledger.entry e
  union select distinct d.company_id, 'balance', d.batch from ledger.balance_delta d
  union select distinct v.company_id, 'document', v.batch from billing.invoice v
  union select distinct r.company_id, 'receipt', r.batch from billing.receipt r
  union select distinct p.company_id, 'application', p.batch from billing.application p
  union select distinct m.company_id, 'stock move', m.batch from inventory.stock_move m
  union select distinct h.company_id, 'history', h.batch from orders.history h
  union select distinct o.company_id, 'order version', o.batch from orders.sales_order o
  union select distinct n.company_id, 'document number', n.batch from platform.document_number n
  union select distinct c.company_id, 'confirmation', c.batch from fulfillment.confirmation c
  union select distinct s.company_id, 'stray', s.batch from fulfillment.stray s
  union select distinct t.company_id, 'return', t.batch from fulfillment.customer_return t
  union select distinct q.company_id, 'return request', q.batch from fulfillment.return_request q
  union select distinct e.company_id, 'erasure', e.batch from customers.erasure e
  union select distinct h.company_id, 'legal hold', h.batch from customers.legal_hold h where h.batch is not null
  union select distinct g.company_id, 'merge', g.batch from customers.merge g
  union select distinct q.company_id, 'match question', q.batch from customers.match_question q
  union select distinct n.company_id, 'note', n.batch from customers.note n
  union select distinct s.company_id, 'signed head', s.batch from platform.signed_head s
) f
where (:company_id::bigint is null or f.company_id = :company_id::bigint)
  and not exists (select from platform.company_log g where g.company_id = f.company_id and g.batch = f.batch)
order by 1, 2 limit :most::bigint

-- name: law_log_gapless :read
-- Places of a company run from 1 to its head without a gap, and their times never fall.
select x.company_id, x.what, x.expected, x.actual from (
  select h.company_id, 'head' as what, h.pos || ' places' as expected, coalesce(g.count, 0) || ' up to ' || coalesce(g.last, 0) as actual
  from platform.company_head h
  left join (select company_id, count(*) as count, min(pos) as first, max(pos) as last from platform.company_log group by 1) g
    on g.company_id = h.company_id
  where coalesce(g.count, 0) <> h.pos or coalesce(g.last, 0) <> h.pos or coalesce(g.first, 1) <> 1
  union all
  select g.company_id, 'pos ' || g.pos, 'at or after ' || g.before, g.at::text
  from (select company_id, pos, at, lag(at) over (partition by company_id order by pos) as before from platform.company_log) g
  where g.at < g.before
) x
where (:company_id::bigint is null or x.company_id = :company_id::bigint)
order by 1, 2 limit :most::bigint

-- name: law_log_chained :read
-- Each place is chained to the one before it by a hash over content, place and time, and the head holds the last.
select x.company_id, x.what, x.expected, x.actual from (
  select g.company_id, 'pos ' || g.pos as what, encode(g.should, 'hex') as expected, encode(g.chain_hash, 'hex') as actual
  from (
    -- The first place is chained to the code of the company.
    select l.company_id, l.pos, l.chain_hash,
      sha256(coalesce(lag(l.chain_hash) over w, sha256(convert_to(c.code, 'UTF8'))) || l.content_hash || int8send(l.pos)
        || int8send((extract(epoch from l.at) * 1000000)::bigint)) as should
    from platform.company_log l
    join organization.company c on c.company_id = l.company_id
    where (:company_id::bigint is null or l.company_id = :company_id::bigint)
    window w as (partition by l.company_id order by l.pos)
  ) g
  where g.should <> g.chain_hash
  union all
  select h.company_id, 'head', encode(g.chain_hash, 'hex'), encode(h.chain_hash, 'hex')
  from platform.company_head h
  join platform.company_log g on g.company_id = h.company_id and g.pos = h.pos
  where h.chain_hash <> g.chain_hash or h.at <> g.at
) x
where (:company_id::bigint is null or x.company_id = :company_id::bigint)
order by 1, 2 limit :most::bigint

-- name: law_numbers_gapless :read
-- Documents of a series are numbered without gaps, up to the counter; what a restore lost is known as a range.
select s.company_id, 'series ' || s.series || ' ' || s.year as what, s.last_number || ' numbers' as expected,
  coalesce(n.count, 0) || ' from ' || coalesce(n.first, 0) || ' to ' || coalesce(n.last, 0) as actual
from platform.number_series s
left join (select x.company_id, x.series, x.year, sum(x.count)::bigint as count, min(x.first) as first, max(x.last) as last
  from (select company_id, series, year, count(*) as count, min(number) as first, max(number) as last
    from platform.document_number group by 1, 2, 3
    union all
    select company_id, series, year, last - first + 1, first, last from platform.number_lost) x
  group by 1, 2, 3) n
  on n.company_id = s.company_id and n.series = s.series and n.year = s.year
where (:company_id::bigint is null or s.company_id = :company_id::bigint)
  and (coalesce(n.last, s.last_number) <> s.last_number or coalesce(n.count, 0) <> coalesce(n.last - n.first + 1, 0))
order by 1, 2 limit :most::bigint

-- name: law_documents_numbered :read
-- Every document has a number of its series, and every number a document.
-- null: company_id, what
select coalesce(v.company_id, n.company_id) as company_id, 'document ' || coalesce(v.id, n.document_id) as what,
  coalesce(v.series, 'a document') as expected, coalesce(n.series, 'no number') as actual
from (select company_id, id, series from billing.invoice) v
full join platform.document_number n on n.company_id = v.company_id and n.document_id = v.id
where (:company_id::bigint is null or coalesce(v.company_id, n.company_id) = :company_id::bigint)
  and v.series is distinct from n.series
order by 1, 2 limit :most::bigint

-- name: law_gate_reserved :read
-- What a stock gate counts as reserved is the sum of its reservations, and of what carts hold.
-- null: company_id, what
select coalesce(g.company_id, r.company_id) as company_id,
  'item ' || coalesce(g.item_id, r.item_id) || ' at ' || coalesce(g.location_id, r.location_id) as what,
  coalesce(r.quantity, 0)::text as expected, coalesce(g.reserved, 0)::text as actual
from inventory.stock_gate g
full join (
  select company_id, item_id, location_id, sum(quantity) as quantity from (
    select company_id, item_id, location_id, quantity from inventory.reservation_public
    union all
    select company_id, item_id, location_id, quantity from inventory.temporary_reservation_public
  ) held group by 1, 2, 3
) r
  on r.company_id = g.company_id and r.item_id = g.item_id and r.location_id = g.location_id
where (:company_id::bigint is null or coalesce(g.company_id, r.company_id) = :company_id::bigint)
  and coalesce(g.reserved, 0) <> coalesce(r.quantity, 0)
order by 1, 2 limit :most::bigint

-- name: law_gate_on_hand :read
-- What a stock gate has on hand is the sum of the stock moves.
-- null: company_id, what
select coalesce(g.company_id, m.company_id) as company_id,
  'item ' || coalesce(g.item_id, m.item_id) || ' at ' || coalesce(g.location_id, m.location_id) as what,
  coalesce(m.quantity, 0)::text as expected, coalesce(g.on_hand, 0)::text as actual
from inventory.stock_gate g
full join (select company_id, item_id, location_id, sum(quantity) as quantity from inventory.stock_move group by 1, 2, 3) m
  on m.company_id = g.company_id and m.item_id = g.item_id and m.location_id = g.location_id
where (:company_id::bigint is null or coalesce(g.company_id, m.company_id) = :company_id::bigint)
  and coalesce(g.on_hand, 0) <> coalesce(m.quantity, 0)
order by 1, 2 limit :most::bigint

-- name: law_no_oversell :read
-- No more is reserved than is on hand, but for what counts and other losses took from a place that stands in the queue to be promised anew.
-- What they took since the place was whole is asked of the moves themselves, one after the other: what comes in makes up for what was
-- taken before. What shipped left on hand and reserved alike, what was brought came so. A place that an older version put there has all its moves asked.
with short as materialized (
  select g.company_id, g.item_id, g.location_id, g.on_hand, g.reserved, s.company_id is not null as queued, s.taken, coalesce(l.pos, 0) as first
  from inventory.stock_gate g
  left join inventory.shortage s on s.company_id = g.company_id and s.item_id = g.item_id and s.location_id = g.location_id
  left join platform.company_log l on l.company_id = s.company_id and l.batch = s.batch
  where (:company_id::bigint is null or g.company_id = :company_id::bigint) and g.reserved > 0 and g.reserved > g.on_hand
), sums as (
  select m.company_id, m.item_id, m.location_id, l.pos, m.id,
    -sum(m.quantity) over (partition by m.company_id, m.item_id, m.location_id order by l.pos, m.id) as gone
  from short h
  join inventory.stock_move m on m.company_id = h.company_id and m.item_id = h.item_id and m.location_id = h.location_id
  join platform.company_log l on l.company_id = m.company_id and l.batch = m.batch
  where h.queued and l.pos >= h.first and m.kind in ('opening', 'receipt', 'return', 'adjustment')
), lost as (
  select s.company_id, s.item_id, s.location_id,
    (array_agg(s.gone order by s.pos desc, s.id desc))[1] - least(min(s.gone), 0) as quantity
  from sums s group by 1, 2, 3
)
select h.company_id, 'item ' || h.item_id || ' at ' || h.location_id as what,
  'at most ' || greatest(h.on_hand, 0) || case when h.queued then ' and ' || x.excused || ' taken away' else '' end as expected,
  h.reserved::text as actual
from short h
left join lost t on t.company_id = h.company_id and t.item_id = h.item_id and t.location_id = h.location_id
cross join lateral (select case when h.queued then least(h.taken, coalesce(t.quantity, 0)) else 0 end as excused) x
where h.reserved - h.on_hand > x.excused
order by 1, 2 limit :most::bigint

-- name: law_cost_pools :read
-- A cost pool has the quantity and the value of the moves of its locations, and nothing is left in an empty one.
-- null: company_id, what
select coalesce(p.company_id, m.company_id) as company_id,
  'pool ' || coalesce(p.cost_organization, m.cost_organization) || ' item ' || coalesce(p.item_id, m.item_id) as what,
  coalesce(m.quantity, 0) || ' worth ' || case when m.quantity <> 0 then m.value else 0 end as expected,
  coalesce(p.quantity, 0) || ' worth ' || coalesce(p.value, 0) as actual
from inventory.cost_pool p
full join (
  select m.company_id, l.cost_organization, m.item_id, sum(m.quantity) as quantity, sum(m.value) as value
  from inventory.stock_move m
  join inventory.location l on l.company_id = m.company_id and l.id = m.location_id
  group by 1, 2, 3
) m on m.company_id = p.company_id and m.cost_organization = p.cost_organization and m.item_id = p.item_id
where (:company_id::bigint is null or coalesce(p.company_id, m.company_id) = :company_id::bigint)
  and (coalesce(p.quantity, 0) <> coalesce(m.quantity, 0) or coalesce(p.value, 0) <> coalesce(m.value, 0)
    or p.quantity = 0 and p.value <> 0)
order by 1, 2 limit :most::bigint

-- name: law_demand_once :read
-- Demand is counted once: what of a fulfillment line is reserved and planned together is not more than it still wants.
-- null: company_id, what
select d.company_id, 'fulfillment line ' || d.source_id as what,
  'at most ' || coalesce(f.quantity - f.cancelled - f.shipped, 0) as expected, d.quantity::text as actual
from (
  select x.company_id, x.root_id, x.source_id, sum(x.quantity) as quantity from (
    select company_id, root_id, source_id, quantity from inventory.reservation_public
    union all select company_id, root_id, source_id, quantity from inventory.planned_demand
  ) x group by 1, 2, 3
) d
left join orders.fulfillment_line f on f.company_id = d.company_id and f.order_id = d.root_id and f.id = d.source_id
where (:company_id::bigint is null or d.company_id = :company_id::bigint)
  and d.quantity > coalesce(f.quantity - f.cancelled - f.shipped, 0)
order by 1, 2 limit :most::bigint

-- name: law_bound_places :read
-- A part of a line that names its place stands there, waits and is reserved there, and left from there; what is brought is reserved where it is brought from.
-- null: company_id, what
-- notnull: expected, actual
with bound as materialized (
  select f.company_id, f.order_id, f.id, f.location_id, l.id as place,
    case when f.supply = 'transfer' then f.from_location_id else l.id end as held
  from orders.fulfillment_line f
  left join inventory.location l on l.company_id = f.company_id and l.code = f.decision->>'only'
  where (:company_id::bigint is null or f.company_id = :company_id::bigint) and f.supply <> 'none' and f.decision ? 'only'
)
select x.company_id, 'fulfillment line ' || x.id as what, 'location ' || coalesce(x.place::text, 'unknown') as expected,
  x.how || coalesce(x.location_id::text, 'any location') as actual
from (
  select b.company_id, b.id, b.place, 'stands at ' as how, b.location_id from bound b
  union all
  select b.company_id, b.id, b.place, 'waits at ', case when d.bound then d.location_id end
  from bound b join inventory.planned_demand d on d.company_id = b.company_id and d.root_id = b.order_id and d.source_id = b.id
  union all
  select b.company_id, b.id, b.held, 'is reserved at ', v.location_id
  from bound b join inventory.reservation_public v on v.company_id = b.company_id and v.root_id = b.order_id and v.source_id = b.id
  union all
  select b.company_id, b.id, b.place, 'left from ', h.location_id
  from bound b join fulfillment.shipment_line s on s.company_id = b.company_id and s.cause_id = b.order_id and s.source_id = b.id
  join fulfillment.shipment h on h.company_id = s.company_id and h.cause_id = s.cause_id and h.id = s.shipment_id
) x
where x.location_id is distinct from x.place
order by 1, 2 limit :most::bigint

-- name: law_one_customer :read
-- Who leads the records of a customer is led by nobody, and a record stands under one of the same customer.
select c.company_id, 'customer ' || c.customer_id as what, 'a head without one, over a record of its own' as expected,
  'head ' || c.head_id || ' under ' || coalesce(h.head_id::text, 'nobody') || ', over record ' || c.into_id || ' of '
    || coalesce(i.head_id, c.into_id) as actual
from (select distinct on (g.company_id, g.customer_id) g.* from customers.merge g
  order by g.company_id, g.customer_id, g.version desc) c
left join lateral (select g.head_id from customers.merge g where g.company_id = c.company_id and g.customer_id = c.head_id
  order by g.version desc limit 1) h on true
left join lateral (select g.head_id from customers.merge g where g.company_id = c.company_id and g.customer_id = c.into_id
  order by g.version desc limit 1) i on true
where (:company_id::bigint is null or c.company_id = :company_id::bigint) and c.head_id is not null
  and (h.head_id is not null or coalesce(i.head_id, c.into_id) <> c.head_id
    or not exists (select from customers.customer k where k.company_id = c.company_id and k.id = c.head_id))
order by 1, 2 limit :most::bigint

-- name: law_material_needs :read
-- What is needed to make, buy or move something, of materials or of hours, is needed for demand that waits, and of which something is so to come.
-- null: company_id, what
select n.company_id, 'part ' || n.source_id as what, 'waits, and some of it is made' as expected,
  coalesce(d.made || ' of ' || d.quantity || ' are made', 'does not wait') as actual
from (
  select company_id, root_id, source_id from inventory.material_need
  union select company_id, root_id, source_id from inventory.resource_hours
) n
left join inventory.planned_demand d on d.company_id = n.company_id and d.root_id = n.root_id and d.source_id = n.source_id
where (:company_id::bigint is null or n.company_id = :company_id::bigint) and coalesce(d.made, 0) = 0
order by 1, 2 limit :most::bigint

-- name: law_allocation :read
-- What was taken of a share in a week is what parts of orders and carts took of it less what they gave back, and nobody gave back more.
-- null: company_id, what
select coalesce(a.company_id, u.company_id) as company_id,
  'item ' || coalesce(a.item_id, u.item_id) || ' at ' || coalesce(a.location_id, u.location_id) || ', '
    || coalesce(nullif(coalesce(a.node, u.node), ''), 'nobody''s share') || ' in the week of ' || coalesce(a.week, u.week) as what,
  coalesce(u.quantity, 0)::text as expected,
  coalesce(a.quantity, 0) || case when u.over > 0 then ', ' || u.over || ' give back too much' else '' end as actual
from inventory.allocation_used a
full join (
  select t.company_id, t.item_id, t.location_id, t.week, t.node, sum(t.quantity) as quantity, count(*) filter (where t.quantity < 0) as over
  from (
    select company_id, item_id, location_id, week, node, quantity from inventory.allocation_use
    union all
    select r.company_id, (s ->> 'itemId')::bigint, (s ->> 'locationId')::bigint, (s ->> 'week')::date, s ->> 'node',
      (s ->> 'quantity')::numeric / 1000000
    from inventory.temporary_reservation r cross join lateral jsonb_array_elements(r.shares) as s
  ) t group by 1, 2, 3, 4, 5
) u on u.company_id = a.company_id and u.item_id = a.item_id and u.location_id = a.location_id and u.week = a.week and u.node = a.node
where (:company_id::bigint is null or coalesce(a.company_id, u.company_id) = :company_id::bigint)
  and (coalesce(a.quantity, 0) <> coalesce(u.quantity, 0) or u.over > 0)
order by 1, 2 limit :most::bigint

-- name: law_feeds :read
-- What outside systems said of stock moved it once: each event that counts and each difference that was posted has its move, and a move of a feed has one of them, as long as what it said is kept; a snapshot that was taken leaves nothing open.
-- null: company_id, what
select coalesce(w.company_id, m.company_id) as company_id, 'move ' || coalesce(w.move_id, m.id) || ' of a feed' as what,
  coalesce(w.quantity::text, 'none') as expected, coalesce(m.quantity::text, 'none') as actual
from (
  select e.company_id, e.root_id, e.move_id, e.quantity from inventory.feed_event e where e.applied
  union all
  select d.company_id, d.snapshot_id, d.move_id, d.quantity from inventory.feed_difference d where d.change = 'count' and d.state = 'posted'
) w
full join (
  select m.company_id, m.root_id, m.id, m.quantity, m.batch > coalesce(s.forgotten_batch, 0) as kept from inventory.stock_move m
  join inventory.feed f on f.company_id = m.company_id and f.id = m.source_id
  left join inventory.feed_state s on s.company_id = f.company_id and s.feed_id = f.id where m.quantity <> 0
) m on m.company_id = w.company_id and m.id = w.move_id and (m.root_id = w.root_id)
where (:company_id::bigint is null or coalesce(w.company_id, m.company_id) = :company_id::bigint)
  and w.quantity is distinct from m.quantity and (w.move_id is not null or m.kept)
union all
select s.company_id, 'snapshot ' || s.id || ' of a feed', 'nothing open', count(*) || ' open' from inventory.feed_snapshot s
join inventory.feed_difference d on d.company_id = s.company_id and d.snapshot_id = s.id and d.state = 'open'
where s.state = 'taken' and (:company_id::bigint is null or s.company_id = :company_id::bigint)
group by 1, 2
order by 1, 2 limit :most::bigint
