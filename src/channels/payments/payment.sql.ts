// Written by `npm run generate` from payment.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** Payments that are new, each with its work, in a transaction of its own; one that is there already is left alone. Of two that begin the same one, the second waits for the first to commit. */
export const beginPayments: ReadStatement<{ now: Date | null; companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[]; gatewayKeys: readonly string[]; sources: readonly string[]; gateways: readonly string[]; kinds: readonly string[]; orderKeys: readonly string[]; parts: readonly string[]; methods: readonly string[]; amounts: readonly bigint[]; currencies: readonly string[]; abouts: readonly string[]; actors: readonly string[]; leaseUntil: Date | null; dueAt: Date | null }, { channel_id: bigint; key: string }> = {
  name: 'channels.payments.begin_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
    { name: 'gatewayKeys', type: 'text', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'gateways', type: 'text', array: true },
    { name: 'kinds', type: 'text', array: true },
    { name: 'orderKeys', type: 'text', array: true },
    { name: 'parts', type: 'text', array: true },
    { name: 'methods', type: 'text', array: true },
    { name: 'amounts', type: 'bigint', array: true },
    { name: 'currencies', type: 'text', array: true },
    { name: 'abouts', type: 'text', array: true },
    { name: 'actors', type: 'text', array: true },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
    { name: 'dueAt', type: 'timestamptz', array: false },
  ],
  text: "with begun as (\n  insert into channels.payment (company_id, channel_id, key, gateway_key, source, gateway, kind, order_key, part, method, amount,\n    currency, about, actor, reason, began_at)\n  select w.company_id, w.channel_id, w.key, w.gateway_key, w.source, w.gateway, w.kind, w.order_key, w.part, w.method, w.amount,\n    w.currency, nullif(w.about, ''), w.actor, null, $1::timestamptz\n  from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],\n    $8::text[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::text[], $14::text[],\n    $15::text[]) as w(company_id, channel_id, key, gateway_key, source, gateway, kind, order_key, part, method, amount, currency, about, actor)\n  order by w.company_id, w.channel_id, w.key\n  on conflict do nothing\n  returning company_id, channel_id, key, gateway\n), working as (\n  insert into channels.payment_work (company_id, channel_id, key, gateway, state, attempt, lease_until, due_at)\n  select b.company_id, b.channel_id, b.key, b.gateway, 'asking', 1, $16::timestamptz, $17::timestamptz from begun b\n  returning channel_id, key\n)\nselect k.channel_id, k.key from working k",
}

/** Payments as they stand, each with its last answer. `superseded`: a later authorization of the same part of the order was given. */
export const readPayments: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[] }, { company_id: bigint; channel_id: bigint; channel: string; key: string; gateway_key: string | null; about_key: string | null; source: string; gateway: string; kind: string; order_key: string; part: string; method: string; amount: bigint; currency: string; about: string | null; actor: string; reason: string | null; began_at: Date; state: string; attempt: number; lease_until: Date | null; due_at: Date | null; problem: string | null; heard: boolean; superseded: boolean; answered_at: Date | null; answer_amount: bigint | null; balance: bigint | null; reference: string | null; code: string | null; message: string | null }> = {
  name: 'channels.payments.read_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select p.company_id, p.channel_id, c.code as channel, p.key, p.gateway_key, b.gateway_key as about_key, p.source, p.gateway, p.kind, p.order_key, p.part, p.method, p.amount, p.currency, p.about,\n  p.actor, p.reason, p.began_at, k.state, k.attempt, k.lease_until, k.due_at, k.problem, k.heard,\n  p.kind = 'authorization' and exists (\n    select from channels.payment l\n    join channels.payment_work m on m.company_id = l.company_id and m.channel_id = l.channel_id and m.key = l.key\n    where l.company_id = p.company_id and l.source = p.source and l.order_key = p.order_key and l.channel_id = p.channel_id\n      and l.part = p.part and l.kind = 'authorization' and l.began_at > p.began_at and m.state = 'approved') as superseded,\n  a.at as answered_at,\n  a.amount as answer_amount, a.balance, a.reference, a.code, a.message\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, channel_id, key)\njoin channels.payment p on p.company_id = w.company_id and p.channel_id = w.channel_id and p.key = w.key\njoin channels.payment_work k on k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.key\njoin channels.channel c on c.company_id = p.company_id and c.id = p.channel_id\nleft join channels.payment b on b.company_id = p.company_id and b.channel_id = p.channel_id and b.key = p.about\nleft join lateral (\n  select x.* from channels.payment_answer x where x.company_id = p.company_id and x.channel_id = p.channel_id and x.key = p.key\n  order by x.attempt desc limit 1\n) a on true",
}

/** The last authorization of each of these payments of orders that was given; it may have been released since. */
export const findAuthorizations: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; sources: readonly string[]; orderKeys: readonly string[]; parts: readonly string[] }, { ordinal: bigint; key: string; gateway_key: string | null; gateway: string; amount: bigint; currency: string }> = {
  name: 'channels.payments.find_authorizations',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'orderKeys', type: 'text', array: true },
    { name: 'parts', type: 'text', array: true },
  ],
  text: "select w.ordinal, p.key, p.gateway_key, p.gateway, p.amount, p.currency\nfrom unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[]) with ordinality\n  as w(company_id, channel_id, source, order_key, part, ordinal)\ncross join lateral (\n  select p.* from channels.payment p\n  join channels.payment_work k on k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.key\n  where p.company_id = w.company_id and p.source = w.source and p.channel_id = w.channel_id\n    and p.order_key = w.order_key and p.part = w.part and p.kind = 'authorization' and k.state in ('approved', 'partial', 'released')\n  order by p.began_at desc limit 1\n) p",
}

/** Whoever asks again about one that is in doubt asks the gateway again, if nobody does so just now. In a transaction of its own. */
export const takeUpPayments: ReadStatement<{ leaseUntil: Date | null; dueAt: Date | null; companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[]; now: Date | null }, { channel_id: bigint; key: string; attempt: number }> = {
  name: 'channels.payments.take_up_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'leaseUntil', type: 'timestamptz', array: false },
    { name: 'dueAt', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "update channels.payment_work k\nset attempt = k.attempt + 1, state = 'asking', lease_until = $1::timestamptz, due_at = $2::timestamptz\nfrom unnest($3::bigint[], $4::bigint[], $5::text[]) as w(company_id, channel_id, key)\nwhere k.company_id = w.company_id and k.channel_id = w.channel_id and k.key = w.key and k.state in ('asking', 'unknown')\n  and (k.lease_until is null or k.lease_until <= $6::timestamptz)\nreturning k.channel_id, k.key, k.attempt",
}

/** The sender heard of an authorization (again): it waits for its order from now on. Nothing when it is being released, or when its order is here. A job that has it in hand finds another attempt, and releases nothing. In a transaction of its own. */
export const keepPayments: ReadStatement<{ dueAt: Date | null; companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[] }, { channel_id: bigint; key: string }> = {
  name: 'channels.payments.keep_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'dueAt', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "update channels.payment_work k\nset due_at = greatest(k.due_at, $1::timestamptz), attempt = k.attempt + 1, lease_until = null, heard = true\nfrom unnest($2::bigint[], $3::bigint[], $4::text[]) as w(company_id, channel_id, key)\nwhere k.company_id = w.company_id and k.channel_id = w.channel_id and k.key = w.key and k.state = 'approved' and k.due_at is not null\nreturning k.channel_id, k.key",
}

/** Takes what is due at a gateway, past what another process is taking. In a transaction of its own. */
export const claimDuePayments: ReadStatement<{ gateway: string | null; now: Date | null; count: number | null; leaseUntil: Date | null }, { company_id: bigint; channel_id: bigint; key: string }> = {
  name: 'channels.payments.claim_due_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'gateway', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with due as (\n  select k.ctid as place from channels.payment_work k\n  where k.gateway = $1::text and k.due_at <= $2::timestamptz and (k.lease_until is null or k.lease_until <= $2::timestamptz)\n  order by k.due_at limit $3::integer\n  for update skip locked\n)\nupdate channels.payment_work k\nset attempt = k.attempt + 1, lease_until = $4::timestamptz, due_at = $4::timestamptz\nwhere k.ctid = any (array(select d.place from due d))\nreturning k.company_id, k.channel_id, k.key",
}

/** What became of attempts, `heard` by who asked or found by a job; one that another has followed settles nothing. An answer that was heard stands for ever; without an `outcome` nothing was. Arrays hold no null: '', -1 and the epoch stand for it. A void that was done releases its authorization, one that was declined leaves it as it was, unless another void of it is under way or was done: that one moves its attempt on, so that one at the same time is noticed. In a transaction of its own. */
export const settlePayments: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[]; attempts: readonly number[]; states: readonly string[]; dueAts: readonly Date[]; problems: readonly string[]; outcomes: readonly string[]; amounts: readonly bigint[]; balances: readonly bigint[]; refs: readonly string[]; codes: readonly string[]; messages: readonly string[]; heard: boolean | null; now: Date | null }, { channel_id: bigint; key: string }> = {
  name: 'channels.payments.settle_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
    { name: 'attempts', type: 'integer', array: true },
    { name: 'states', type: 'text', array: true },
    { name: 'dueAts', type: 'timestamptz', array: true },
    { name: 'problems', type: 'text', array: true },
    { name: 'outcomes', type: 'text', array: true },
    { name: 'amounts', type: 'bigint', array: true },
    { name: 'balances', type: 'bigint', array: true },
    { name: 'refs', type: 'text', array: true },
    { name: 'codes', type: 'text', array: true },
    { name: 'messages', type: 'text', array: true },
    { name: 'heard', type: 'boolean', array: false },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "with given as (\n  select w.company_id, w.channel_id, w.key, w.attempt, w.state, nullif(w.due_at, 'epoch'::timestamptz) as due_at,\n    nullif(w.problem, '') as problem, nullif(w.outcome, '') as outcome, nullif(w.amount, -1) as amount,\n    nullif(w.balance, -1) as balance, nullif(w.reference, '') as reference, nullif(w.code, '') as code,\n    nullif(w.message, '') as message\n  from unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[], $5::text[],\n    $6::timestamptz[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::text[],\n    $12::text[], $13::text[]) as w(company_id, channel_id, key, attempt, state, due_at, problem, outcome, amount, balance,\n    reference, code, message)\n), settled as (\n  update channels.payment_work k\n  set state = g.state, lease_until = null, due_at = g.due_at, problem = g.problem,\n    heard = k.heard or ($14::boolean and g.state = 'approved')\n  from given g\n  where k.company_id = g.company_id and k.channel_id = g.channel_id and k.key = g.key and k.attempt = g.attempt\n  returning g.*\n), answered as (\n  insert into channels.payment_answer (company_id, channel_id, key, attempt, at, outcome, amount, balance, reference, code, message)\n  select s.company_id, s.channel_id, s.key, s.attempt, $15::timestamptz, s.outcome, s.amount, s.balance, s.reference, s.code, s.message\n  from settled s where s.outcome is not null\n  order by s.company_id, s.channel_id, s.key\n), released as (\n  update channels.payment_work k set state = 'released', attempt = k.attempt + 1, lease_until = null, due_at = null\n  from settled s\n  join channels.payment p on p.company_id = s.company_id and p.channel_id = s.channel_id and p.key = s.key and p.kind = 'void'\n  where s.state = 'approved' and k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.about\n    and k.state in ('approved', 'partial', 'released')\n), standing as (\n  update channels.payment_work k set state = a.outcome\n  from settled s\n  join channels.payment p on p.company_id = s.company_id and p.channel_id = s.channel_id and p.key = s.key and p.kind = 'void'\n  join channels.payment_work f on f.company_id = p.company_id and f.channel_id = p.channel_id and f.key = p.about and f.state = 'released'\n  cross join lateral (\n    select x.outcome from channels.payment_answer x where x.company_id = f.company_id and x.channel_id = f.channel_id and x.key = f.key\n      and x.outcome in ('approved', 'partial')\n    order by x.attempt desc limit 1\n  ) a\n  where s.state = 'declined' and k.company_id = f.company_id and k.channel_id = f.channel_id and k.key = f.key and k.attempt = f.attempt\n    and not exists (\n      select 1 from channels.payment o\n      join channels.payment_work w on w.company_id = o.company_id and w.channel_id = o.channel_id and w.key = o.key\n      left join settled t on t.company_id = o.company_id and t.channel_id = o.channel_id and t.key = o.key\n      where o.company_id = p.company_id and o.source = p.source and o.order_key = p.order_key and o.channel_id = p.channel_id\n        and o.about = p.about and o.kind = 'void' and o.key <> p.key and coalesce(t.state, w.state) in ('asking', 'unknown', 'approved')\n    )\n)\nselect s.channel_id, s.key from settled s",
}

/** Authorizations that nobody needs: each is released, and its void begins. One that the sender was told of meanwhile, or that somebody voids already, is left alone. In a transaction of its own. */
export const releaseAuthorizations: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[]; attempts: readonly number[]; now: Date | null; reasons: readonly string[] }, { voids: number }> = {
  name: 'channels.payments.release_authorizations',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
    { name: 'attempts', type: 'integer', array: true },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'reasons', type: 'text', array: true },
  ],
  text: "with released as (\n  update channels.payment_work k set state = 'released', lease_until = null, due_at = null\n  from unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[]) as w(company_id, channel_id, key,\n    attempt)\n  where k.company_id = w.company_id and k.channel_id = w.channel_id and k.key = w.key and k.attempt = w.attempt\n    and k.state in ('approved', 'partial')\n  returning k.company_id, k.channel_id, k.key\n), begun as (\n  insert into channels.payment (company_id, channel_id, key, gateway_key, source, gateway, kind, order_key, part, method, amount,\n    currency, about, actor, reason, began_at)\n  select p.company_id, p.channel_id, p.key || '/void', p.gateway_key || '/void', p.source, p.gateway, 'void', p.order_key, p.part, p.method, p.amount,\n    p.currency, p.key, 'docket', w.reason, $5::timestamptz\n  from released r\n  join unnest($2::bigint[], $3::text[], $6::text[]) as w(channel_id, key, reason)\n    on w.channel_id = r.channel_id and w.key = r.key\n  join channels.payment p on p.company_id = r.company_id and p.channel_id = r.channel_id and p.key = r.key\n  order by p.company_id, p.channel_id, p.key\n  on conflict do nothing\n  returning company_id, channel_id, key, gateway\n), working as (\n  insert into channels.payment_work (company_id, channel_id, key, gateway, state, attempt, due_at)\n  select b.company_id, b.channel_id, b.key, b.gateway, 'asking', 0, $5::timestamptz from begun b\n  returning 1\n)\nselect count(*)::integer as voids from working",
}

/** Authorizations whose order is here: nothing more is due. In a transaction of its own. */
export const restAuthorizations: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[]; attempts: readonly number[] }, { key: string }> = {
  name: 'channels.payments.rest_authorizations',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
    { name: 'attempts', type: 'integer', array: true },
  ],
  text: "update channels.payment_work k set lease_until = null, due_at = null\nfrom unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[]) as w(company_id, channel_id, key, attempt)\nwhere k.company_id = w.company_id and k.channel_id = w.channel_id and k.key = w.key and k.attempt = w.attempt\nreturning k.key",
}

/** Which companies have payments, whatever their channels name now, and up to where their orders were looked through. */
export const companiesWithPayments: ReadStatement<{  }, { company_id: bigint; heard_pos: bigint }> = {
  name: 'channels.payments.companies_with_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
  ],
  text: "select c.company_id, coalesce(h.heard_pos, 0) as heard_pos\nfrom (select distinct x.company_id from channels.channel x) c\nleft join channels.payment_heard h on h.company_id = c.company_id\nwhere exists (select 1 from channels.payment p where p.company_id = c.company_id)\norder by c.company_id",
}

/** Moves the place of a company on; authorizations of orders that were cancelled are due, but for those whose void was declined. A job that has one in hand, and decided before, finds another attempt and changes nothing. Of two that heard the same, the second finds the place moved and changes nothing. In a transaction of its own. */
export const hearCancelled: ReadStatement<{ next: bigint | null; companyId: bigint | null; after: bigint | null; now: Date | null; sources: readonly string[]; orderKeys: readonly string[] }, { moved: number; due: number }> = {
  name: 'channels.payments.hear_cancelled',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'next', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'sources', type: 'text', array: true },
    { name: 'orderKeys', type: 'text', array: true },
  ],
  text: "with moved as (\n  insert into channels.payment_heard as c (company_id, heard_pos)\n  select y.company_id, $1::bigint from (select $2::bigint as company_id) y\n  where y.company_id is not null\n  on conflict (company_id) do update set heard_pos = excluded.heard_pos where c.heard_pos = $3::bigint\n  returning 1\n), due as (\n  update channels.payment_work k set due_at = $4::timestamptz, attempt = k.attempt + 1, lease_until = null\n  from unnest($5::text[], $6::text[]) as w(source, order_key)\n  join channels.payment p on p.company_id = $2::bigint and p.source = w.source and p.order_key = w.order_key\n  where exists (select 1 from moved)\n    and p.kind = 'authorization'\n    and k.company_id = p.company_id and k.channel_id = p.channel_id and k.key = p.key and k.state = 'approved'\n    and not exists (select 1 from channels.payment v\n      where v.company_id = p.company_id and v.channel_id = p.channel_id and v.key = p.key || '/void')\n  returning 1\n)\nselect (select count(*) from moved)::integer as moved, (select count(*) from due)::integer as due",
}

/** Which payments of a company began before a place, the last first. */
export const latestPayments: ReadStatement<{ companyId: bigint | null; beforeAt: Date | null; beforeChannel: bigint | null; beforeKey: string | null; fetch: bigint | null }, { began_at: Date; channel_id: bigint; key: string }> = {
  name: 'channels.payments.latest_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'beforeAt', type: 'timestamptz', array: false },
    { name: 'beforeChannel', type: 'bigint', array: false },
    { name: 'beforeKey', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select p.began_at, p.channel_id, p.key from channels.payment p\nwhere p.company_id = $1::bigint\n  and ($2::timestamptz is null\n    or (p.began_at, p.channel_id, p.key) < ($2::timestamptz, $3::bigint, $4::text))\norder by p.began_at desc, p.channel_id desc, p.key desc limit $5::bigint",
}

/** Which payments an order of a source has, the first first. */
export const paymentsOfOrder: ReadStatement<{ companyId: bigint | null; source: string | null; orderKey: string | null; fetch: bigint | null }, { channel_id: bigint; key: string }> = {
  name: 'channels.payments.payments_of_order',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'orderKey', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select p.channel_id, p.key from channels.payment p\nwhere p.company_id = $1::bigint and p.source = $2::text and p.order_key = $3::text\norder by p.began_at, p.channel_id, p.key limit $4::bigint",
}

/** Which payments are in doubt or could not be carried out, by key; what was given back since is neither. */
export const troubledPayments: ReadStatement<{ companyId: bigint | null; afterKey: string | null; afterChannel: bigint | null; fetch: bigint | null }, { channel_id: bigint; key: string }> = {
  name: 'channels.payments.troubled_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterKey', type: 'text', array: false },
    { name: 'afterChannel', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select k.channel_id, k.key from channels.payment_work k\nwhere k.company_id = $1::bigint and k.problem is not null and k.state <> 'released'\n  and ($2::text is null or (k.channel_id, k.key) > ($3::bigint, $2::text))\norder by k.channel_id, k.key limit $4::bigint",
}
