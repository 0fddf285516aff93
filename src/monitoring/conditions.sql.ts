// Written by `npm run generate` from conditions.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Open orders whose last change is older than `before`, and what each waits for: the first thing in its plan that is not done. Those with a failed task, and those that a worker should have taken, are found by themselves, however many are open; what else is stuck, among the `oldest` open orders of each status. What waits for one of `unasked` is left out. `after` goes on behind a page. */
export const readStuckOrders: ReadStatement<{ after: bigint | null; scan: bigint | null; kinds: readonly string[]; before: Date | null; statuses: readonly string[]; oldest: bigint | null; now: Date | null; companyId: bigint | null; unasked: readonly string[]; most: bigint | null }, { company_id: bigint; order_id: bigint; since: Date; status: string; waits_for: string; problem: string | null; at_risk: bigint; currency: string }> = {
  name: 'monitoring.read_stuck_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'after', type: 'bigint', array: false },
    { name: 'scan', type: 'bigint', array: false },
    { name: 'kinds', type: 'text', array: true },
    { name: 'before', type: 'timestamptz', array: false },
    { name: 'statuses', type: 'text', array: true },
    { name: 'oldest', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'unasked', type: 'text', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with candidate as (\n  select t.company_id, t.order_id from organization.company c cross join lateral (select t.company_id, t.order_id\n    from orchestration.task t where t.company_id = c.company_id and t.order_id > $1::bigint and t.problem is not null\n      and t.state = 'failed' order by t.order_id, t.id limit $2::bigint) t\n  union\n  select r.company_id, r.order_id from unnest($3::text[]) as k(kind) cross join lateral (\n    (select r.company_id, r.order_id from orchestration.ready r\n      where r.kind = k.kind and r.priority = 4 and r.due_at < $4::timestamptz order by r.due_at limit $2::bigint)\n    union all\n    -- Of other priorities by their turn, at most five minutes off.\n    (select r.company_id, r.order_id from orchestration.ready r\n      where r.kind = k.kind and r.priority <> 4 and r.due_at < $4::timestamptz\n        and (r.due_at at time zone 'UTC') - (r.priority - 4)::double precision * interval '1 minute'\n          < ($4::timestamptz at time zone 'UTC') + interval '5 minutes'\n      order by (r.due_at at time zone 'UTC') - (r.priority - 4)::double precision * interval '1 minute' limit $2::bigint)\n  ) r\n  union\n  select c.company_id, s.order_id from organization.company c cross join unnest($5::text[]) as w(status)\n  cross join lateral (select s.order_id from orders.order_state s where s.company_id = c.company_id and s.status = w.status\n    order by s.placed_at, s.order_id limit $6::bigint) s\n)\nselect x.company_id, x.order_id, x.since, x.status, x.waits_for, x.problem, x.at_risk, x.currency from (\n  select s.company_id, s.order_id, s.status, c.currency,\n    platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as at_risk, p.problem,\n    case when p.due_at > l.at and p.due_at <= $7::timestamptz then p.due_at else l.at end as since,\n    case\n      when p.failed then 'a person'\n      when s.state = 'suspended' then 'its resumption'\n      when s.open_holds > 0 then 'a hold'\n      when p.due_at <= $7::timestamptz then 'a worker'\n      when p.due_at is not null then 'its time'\n      when p.goods then 'goods'\n      when p.warehouse then 'the warehouse'\n      when p.payment then 'payment'\n      else 'nothing'\n    end as waits_for\n  from candidate d\n  join organization.company c on c.company_id = d.company_id\n  cross join lateral (select s.* from orders.order_state s\n    where s.company_id = d.company_id and s.order_id = d.order_id and s.status = any($5::text[]) offset 0) s\n  cross join lateral (select h.batch from orders.history h\n    where h.company_id = s.company_id and h.order_id = s.order_id order by h.batch desc limit 1) h\n  join platform.company_log l on l.company_id = s.company_id and l.batch = h.batch\n  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\n  cross join lateral (\n    select coalesce(bool_or(t.state = 'failed'), false) as failed, min(t.problem) as problem, min(y.due_at) as due_at,\n      coalesce(bool_or(t.kind = 'reserve' and t.state = 'waiting'), false) as goods,\n      coalesce(bool_or(t.kind in ('release', 'ship') and t.state = 'waiting'), false) as warehouse,\n      coalesce(bool_or(t.kind in ('collect', 'close') and t.state = 'waiting'), false) as payment\n    from orchestration.task t\n    left join orchestration.ready y on y.company_id = t.company_id and y.order_id = t.order_id and y.task_id = t.id\n    where t.company_id = s.company_id and t.order_id = s.order_id\n  ) p\n  where l.at < $4::timestamptz and d.order_id > $1::bigint\n    and ($8::bigint is null or d.company_id = $8::bigint)\n) x\nwhere x.since < $4::timestamptz and x.waits_for <> all($9::text[])\norder by x.company_id, x.order_id limit $10::bigint",
}

/** Tasks that failed for good, by kind, with what the orders are worth that they hold up. They are found by themselves, not through their orders: the newest order counts like the oldest. */
export const countFailedTasks: ReadStatement<{ statuses: readonly string[] }, { company_id: bigint; kind: string; tasks: bigint; orders: bigint; first_order: bigint; problem: string; currency: string; at_risk: bigint }> = {
  name: 'monitoring.count_failed_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'statuses', type: 'text', array: true },
  ],
  text: "select t.company_id, t.kind, count(*) as tasks, count(distinct t.order_id) as orders, min(t.order_id) as first_order,\n  min(coalesce(t.problem, '')) as problem, c.currency,\n  sum(platform.in_books(o.total, o.rate_e10, o.currency, c.currency))::bigint as at_risk\nfrom organization.company c\ncross join lateral (select t.* from orchestration.task t\n  where t.company_id = c.company_id and t.problem is not null and t.state = 'failed' offset 0) t\ncross join lateral (select s.* from orders.order_state s\n  where s.company_id = t.company_id and s.order_id = t.order_id and s.status = any($1::text[]) offset 0) s\njoin orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\ngroup by t.company_id, t.kind, c.currency\norder by t.company_id, t.kind",
}

export const readStaleSystems: ReadStatement<{ now: Date | null }, { company_id: bigint; code: string; as_of: Date | null; problem: string | null; stale_seconds: number }> = {
  name: 'monitoring.read_stale_systems',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select s.company_id, s.code, t.as_of, t.problem, s.stale_seconds\nfrom inventory.system s\nleft join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id\nwhere s.active and (t.as_of is null or t.as_of < $1::timestamptz - s.stale_seconds * interval '1 second')\norder by s.company_id, s.code limit 1000",
}

export const readStaleFeeds: ReadStatement<{ now: Date | null }, { company_id: bigint; code: string; gives: string; stale_seconds: number; heard_at: Date | null }> = {
  name: 'monitoring.read_stale_feeds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select f.company_id, f.code, f.gives, f.stale_seconds, s.heard_at\nfrom inventory.feed f\nleft join inventory.feed_state s on s.company_id = f.company_id and s.feed_id = f.id\nwhere f.active and (s.heard_at is null or s.heard_at < $1::timestamptz - f.stale_seconds * interval '1 second')\norder by f.company_id, f.code limit 1000",
}

/** Feeds of which snapshots wait for a person, or whose newest one left differences that could not be posted. */
export const readHeldFeeds: ReadStatement<{  }, { company_id: bigint; code: string; held: bigint; refused: bigint; since: Date; why: string }> = {
  name: 'monitoring.read_held_feeds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
  ],
  text: "select f.company_id, f.code, count(*) filter (where s.state = 'held') as held, coalesce(sum(s.refused), 0) as refused,\n  min(s.as_of)::timestamptz as since, (array_agg(array_to_string(s.why, ' ') order by s.as_of desc))[1] as why\nfrom inventory.feed f\ncross join lateral (\n  (select s.state, s.as_of, s.why, 0 as refused from inventory.feed_snapshot s\n    where s.company_id = f.company_id and s.feed_id = f.id and s.state = 'held')\n  union all\n  (select n.state, n.as_of, n.why, n.refused from (select s.* from inventory.feed_snapshot s\n    where s.company_id = f.company_id and s.feed_id = f.id and s.state = 'taken' order by s.as_of desc limit 1) n where n.refused > 0)\n) s\nwhere f.active\ngroup by 1, 2 order by 1, 2 limit 1000",
}

export const readEndpointsAside: ReadStatement<{  }, { company_id: bigint; code: string; set_aside_at: Date; failures: number; problem: string | null }> = {
  name: 'monitoring.read_endpoints_aside',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
  ],
  text: "select s.company_id, e.code, s.set_aside_at, s.failures, s.problem\nfrom channels.webhook_state s\njoin channels.webhook_endpoint e on e.company_id = s.company_id and e.id = s.endpoint_id\nwhere s.set_aside_at is not null and e.enabled and not e.deleted\norder by s.company_id, e.code limit 1000",
}

/** Shops that do not answer, with all orders they wait to be told of, and those that answer and do not take what became of some orders: they said no, or have been waited for for a while. Both by the index of those with a problem. `at_risk`: what these orders are worth, in the company's currency. What a shop contradicts is a condition of its own. `returns`: those that it does not take, or that do not fit what came back. */
export const readUntoldShops: ReadStatement<{ waits: number | null; failures: number | null }, { company_id: bigint; source: string; failures: number; problem: string | null; orders: bigint; at_risk: bigint; currency: string; returns: bigint }> = {
  name: 'monitoring.read_untold_shops',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'waits', type: 'integer', array: false },
    { name: 'failures', type: 'integer', array: false },
  ],
  text: "select c.company_id, c.source, c.failures, c.problem, o.orders, o.at_risk, o.currency, r.returns\nfrom channels.status_channel c\ncross join lateral (\n  select count(*) filter (where one.troubled) as orders, h.currency,\n    coalesce(sum(platform.in_books(s.total, s.rate_e10, s.currency, h.currency)), 0)::bigint as at_risk\n  from organization.company h\n  left join lateral (\n    select w.order_id, bool_or(w.troubled) as troubled from (\n      (select t.order_id, true as troubled from channels.status_order t\n      where t.company_id = c.company_id and t.source = c.source and t.problem is not null and t.told_pos < t.heard_pos\n        and (t.due_at is null or t.failures >= $1::integer)\n        and (t.shop_state is null or t.shop_state = 'BEING_AMENDED') limit 1000)\n      union all\n      (select t.order_id, false from channels.status_order t\n      where c.failures >= $2::integer and t.company_id = c.company_id and t.source = c.source and t.due_at is not null\n        and t.told_pos < t.heard_pos limit 10000)\n    ) w group by w.order_id\n  ) one on true\n  left join orders.order_state e on e.company_id = c.company_id and e.order_id = one.order_id\n  left join orders.sales_order s on s.company_id = c.company_id and s.id = e.order_id and s.version = e.version\n  where h.company_id = c.company_id\n  group by h.currency\n) o\ncross join lateral (select count(*) as returns from (\n  select 1 from channels.open_return t\n  where t.company_id = c.company_id and t.source = c.source and t.problem is not null\n    and (t.failures = 0 or t.failures >= $1::integer) limit 1000) one) r\nwhere c.failures >= $2::integer or o.orders > 0 or r.returns > 0\norder by c.company_id, c.source limit 1000",
}

/** Orders that their shop has in a state which contradicts what is so here, by their index. One that an agent amends at this moment is only waited for. */
export const readContradictedOrders: ReadStatement<{ looks: number | null }, { company_id: bigint; source: string; order_id: bigint; external_id: string; shop_state: string; shop_since: Date; problem: string | null; message_id: bigint | null; outcome: string | null; status: string; total: bigint; currency: string; worth: bigint; home: string }> = {
  name: 'monitoring.read_contradicted_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'looks', type: 'integer', array: false },
  ],
  text: "select t.company_id, t.source, t.order_id, o.external_id, t.shop_state, t.shop_since, t.problem, t.shop_message_id as message_id,\n  m.outcome, s.status, o.total, o.currency, platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth,\n  c.currency as home\nfrom channels.status_order t\njoin organization.company c on c.company_id = t.company_id\njoin orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id\njoin orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\nleft join channels.message m on m.company_id = t.company_id and m.id = t.shop_message_id\nwhere t.shop_state is not null and t.shop_state <> 'BEING_AMENDED' and t.failures >= $1::integer\norder by t.shop_since, t.company_id, t.order_id limit 1000",
}

/** Of each channel by its index; what was replayed, or stands as a draft, has not failed. */
export const countFailedMessages: ReadStatement<{  }, { company_id: bigint; code: string; messages: bigint; event: string; key: string; received_at: Date }> = {
  name: 'monitoring.count_failed_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
  ],
  text: "select c.company_id, c.code, m.messages, f.event, f.key, f.received_at\nfrom channels.channel c\ncross join lateral (select m.event, m.key, m.received_at from channels.message m\n  where m.company_id = c.company_id and m.channel_id = c.id and m.outcome = 'failed' order by m.id limit 1) f\ncross join lateral (select count(*) as messages from (select 1 from channels.message m\n  where m.company_id = c.company_id and m.channel_id = c.id and m.outcome = 'failed' limit 10000) one) m\norder by c.company_id, c.code limit 1000",
}

export const readLiveProcesses: ReadStatement<{ aliveFrom: Date | null }, { id: string; clock_off_ms: number; disk_free: bigint | null; disk_size: bigint | null }> = {
  name: 'monitoring.read_live_processes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'aliveFrom', type: 'timestamptz', array: false },
  ],
  text: "select p.id, p.clock_off_ms, p.disk_free, p.disk_size\nfrom platform.process p where p.beat_at >= $1::timestamptz order by p.id limit 1000",
}

export const readBreaches: ReadStatement<{  }, { company_id: bigint; law: string; rows: bigint; what: string; found_at: Date }> = {
  name: 'monitoring.read_breaches',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
  ],
  text: "select b.company_id, b.law, count(*) as rows, min(b.what) as what, min(b.found_at) as found_at\nfrom monitoring.breach b group by b.company_id, b.law order by b.company_id, b.law",
}
