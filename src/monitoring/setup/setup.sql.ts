// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

/** What the company itself has: calendars, series, the period of a day, the day to which the books are closed. */
export const readCompanySetUp: ReadStatement<{ companyId: bigint | null; today: string | null }, { calendars: bigint; series: string[]; periods: string[]; closed_to: string | null; controls: string[] }> = {
  name: 'monitoring.setup.read_company_set_up',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'today', type: 'date', array: false },
  ],
  text: "select\n  (select count(*) from organization.calendar c where c.company_id = $1::bigint) as calendars,\n  array(select s.kind || ' ' || s.code from organization.document_series s where s.company_id = $1::bigint) as series,\n  array(select p.code from ledger.period p where p.company_id = $1::bigint\n    and $2::date between p.starts_on and p.ends_on limit 1) as periods,\n  (select h.closed_to from platform.company_head h where h.company_id = $1::bigint) as closed_to,\n  array(select distinct a.control from ledger.account a\n    where a.company_id = $1::bigint and a.control is not null) as controls",
}

/** What posting rules may ask for: order types that rules of recognition give, and classes of what can be sold. */
export const readPostingKinds: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { order_types: string[]; item_classes: string[] }> = {
  name: 'monitoring.setup.read_posting_kinds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select\n  array(select distinct r.order_type from orders.recognition_rule r\n    where r.company_id = $1::bigint and r.active and r.fail_reason is null) as order_types,\n  array(select distinct i.item_class from catalog.item i\n    where i.company_id = $1::bigint and i.active limit $2::bigint) as item_classes",
}

/** Is there anything to sell, and are goods among it? */
export const readOffer: ReadStatement<{ companyId: bigint | null }, { items: boolean; goods: boolean }> = {
  name: 'monitoring.setup.read_offer',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select\n  exists (select 1 from catalog.item i where i.company_id = $1::bigint and i.active) as items,\n  exists (select 1 from catalog.item i\n    where i.company_id = $1::bigint and i.active and i.kind = 'goods') as goods",
}

/** The first of what can be sold that has no price for everyone on a day, in the currency of the company. */
export const readUnpriced: ReadStatement<{ companyId: bigint | null; currency: string | null; today: string | null; most: bigint | null }, { sku: string }> = {
  name: 'monitoring.setup.read_unpriced',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'currency', type: 'text', array: false },
    { name: 'today', type: 'date', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select i.sku from catalog.item i\nwhere i.company_id = $1::bigint and i.active\n  and not exists (\n    select 1 from pricing.price p\n    join pricing.price_list l on l.company_id = p.company_id and l.id = p.list_id\n    where p.company_id = i.company_id and p.item_id = i.id and l.segment is null and l.currency = $2::text\n      and $3::date between p.valid_from and coalesce(p.valid_to, $3::date)\n      and $3::date between l.valid_from and coalesce(l.valid_to, $3::date))\n  and not exists (\n    select 1 from inventory.system_price o\n    where o.company_id = i.company_id and o.item_id = i.id and o.currency = $2::text)\norder by i.sku limit $4::bigint",
}

/** Countries that are sold to (the own one, those of freight rules and of the first thousand accounts), each with a tax code of an item that has no rate there on a day. */
export const readMissingRates: ReadStatement<{ country: string | null; companyId: bigint | null; untaxed: string | null; today: string | null; most: bigint | null }, { country: string; tax_code: string }> = {
  name: 'monitoring.setup.read_missing_rates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'country', type: 'text', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'untaxed', type: 'text', array: false },
    { name: 'today', type: 'date', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with sold as (\n  select $1::text as country\n  union\n  select f.country from pricing.freight_rule f where f.company_id = $2::bigint and f.country is not null\n  union\n  select a.ship_to_country from (\n    select a.ship_to_country from customers.account a where a.company_id = $2::bigint\n    order by a.company_id, a.id limit 1000\n  ) a\n), codes as (\n  select distinct i.tax_code from catalog.item i where i.company_id = $2::bigint and i.active\n    and i.tax_code <> $3::text\n)\nselect s.country, c.tax_code\nfrom sold s cross join codes c\nwhere not exists (\n  select 1 from tax.rate r\n  where r.company_id = $2::bigint and r.tax_code = c.tax_code and r.country = s.country\n    and $4::date between r.valid_from and coalesce(r.valid_to, $4::date))\norder by s.country, c.tax_code limit $5::bigint",
}

export const readPlaces: ReadStatement<{ companyId: bigint | null }, { locations: bigint; shared_ranks: string[]; stock: boolean; supply: boolean }> = {
  name: 'monitoring.setup.read_places',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select\n  (select count(*) from inventory.location l where l.company_id = $1::bigint) as locations,\n  array(select l.rank::text from inventory.location l where l.company_id = $1::bigint\n    group by l.rank having count(*) > 1 order by l.rank limit 5) as shared_ranks,\n  exists (select 1 from inventory.stock_gate g where g.company_id = $1::bigint and g.on_hand > 0) as stock,\n  exists (select 1 from inventory.supply s where s.company_id = $1::bigint and s.received < s.quantity) as supply",
}

export const readReception: ReadStatement<{ companyId: bigint | null }, { accounts: boolean; sources: string[]; creates_customers: boolean; rules: bigint; accepts: boolean }> = {
  name: 'monitoring.setup.read_reception',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select\n  exists (select 1 from customers.account a where a.company_id = $1::bigint) as accounts,\n  array(select s.code from orders.source_system s\n    where s.company_id = $1::bigint and s.active order by s.code limit 20) as sources,\n  exists (select 1 from orders.source_system s\n    where s.company_id = $1::bigint and s.active and s.create_customers) as creates_customers,\n  (select count(*) from orders.recognition_rule r where r.company_id = $1::bigint and r.active) as rules,\n  exists (select 1 from orders.recognition_rule r\n    where r.company_id = $1::bigint and r.active and r.fail_reason is null) as accepts",
}

/** Patterns that items name and the company has not described; those that come with Docket are among them. */
export const readUnknownPatterns: ReadStatement<{ companyId: bigint | null }, { pattern: string }> = {
  name: 'monitoring.setup.read_unknown_patterns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select w.pattern from (\n  select distinct i.pattern from catalog.item i where i.company_id = $1::bigint and i.active\n) w\nwhere not exists (\n  select 1 from orchestration.pattern p\n  where p.company_id = $1::bigint and p.code = w.pattern and p.active)\norder by w.pattern limit 20",
}

/** Who may work here: insiders besides the one of the first run, whether that one still has its first password, programs. */
export const readPeople: ReadStatement<{ companyId: bigint | null; now: Date | null }, { people: string[]; first_password: boolean; programs: string[]; masters: string[] }> = {
  name: 'monitoring.setup.read_people',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select\n  array(select u.login from platform.app_user u\n    where not u.disabled and u.created_by <> 'first-run' and exists (\n      select 1 from platform.user_grant g\n      where g.user_id = u.user_id and g.company_id in (0, $1::bigint) and g.role not in ('partner', 'customer'))\n    order by u.user_id limit 3) as people,\n  exists (select 1 from platform.app_user u\n    where not u.disabled and u.created_by = 'first-run' and not exists (\n      select 1 from platform.auth_event e where e.subject = 'user:' || u.user_id and e.act = 'set_password')\n  ) as first_password,\n  array(select k.name from platform.api_key k\n    where k.company_id in (0, $1::bigint) and k.revoked_at is null\n      and (k.expires_at is null or k.expires_at > $2::timestamptz)\n      and k.created_by <> 'docket' and not ('admin' = any(k.scopes))\n    order by k.key_id limit 3) as programs,\n  array(select k.name from platform.api_key k\n    where k.company_id in (0, $1::bigint) and k.revoked_at is null\n      and (k.expires_at is null or k.expires_at > $2::timestamptz)\n      and 'admin' = any(k.scopes)\n    order by k.key_id limit 3) as masters",
}

/** The last record of each step, of each kind: by time, since ids of several processes are in no order. */
export const readLastRecords: ReadStatement<{ companyId: bigint | null }, { step: string; act: string; at: Date; actor: string; state: string; found: string; remedy: string | null }> = {
  name: 'monitoring.setup.read_last_records',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select distinct on (r.step, r.act) r.step, r.act, r.at, r.actor, r.state, r.found, r.remedy\nfrom monitoring.setup_record r where r.company_id = $1::bigint\norder by r.step, r.act, r.at desc, r.id desc",
}

export const insertSetupRecords: WriteStatement<{ companyId: bigint | null; step: string | null; id: bigint | null; batch: bigint | null; act: string | null; at: Date | null; actor: string | null; state: string | null; found: string | null; remedy: string | null }, never> = {
  name: 'monitoring.setup.insert_setup_records',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'step', type: 'text', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'act', type: 'text', array: true },
    { name: 'at', type: 'timestamptz', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'found', type: 'text', array: true },
    { name: 'remedy', type: 'text', array: true },
  ],
  text: "insert into monitoring.setup_record (company_id, step, id, batch, act, at, actor, state, found, remedy)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as step, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::text[]) as act, unnest($6::timestamptz[]) as at, unnest($7::text[]) as actor, unnest($8::text[]) as state, unnest($9::text[]) as found, unnest($10::text[]) as remedy) as r\norder by r.company_id, r.step, r.id",
}

/** One item of each of the first classes, cheapest price of today first: what the test order orders. */
export const readGoodsToTry: ReadStatement<{ companyId: bigint | null; currency: string | null; today: string | null; most: bigint | null }, { sku: string; name: string; item_class: string; kind: string; uom: string; tax_code: string; pattern: string; list: string; valid_from: string; valid_to: string | null; unit_price: bigint }> = {
  name: 'monitoring.setup.read_goods_to_try',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'currency', type: 'text', array: false },
    { name: 'today', type: 'date', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select distinct on (i.item_class) i.sku, i.name, i.item_class, i.kind, i.uom, i.tax_code, i.pattern, l.code as list,\n  p.valid_from, p.valid_to, p.unit_price\nfrom catalog.item i\njoin pricing.price p on p.company_id = i.company_id and p.item_id = i.id and p.uom = i.uom\njoin pricing.price_list l on l.company_id = p.company_id and l.id = p.list_id\nwhere i.company_id = $1::bigint and i.active and l.segment is null and l.currency = $2::text\n  and $3::date between p.valid_from and coalesce(p.valid_to, $3::date)\n  and $3::date between l.valid_from and coalesce(l.valid_to, $3::date)\norder by i.item_class, p.unit_price, i.sku limit $4::bigint",
}

export const readMark: ReadStatement<{ mark: string | null; code: string | null }, { mark: string | null }> = {
  name: 'monitoring.setup.read_mark',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'mark', type: 'text', array: false },
    { name: 'code', type: 'text', array: false },
  ],
  text: "select c.custom ->> $1::text as mark from organization.company c where c.code = $2::text",
}

/** Drafts that came while the company was set up; a bounded number of them is looked at. */
export const countWaitingDrafts: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { drafts: bigint }> = {
  name: 'monitoring.setup.count_waiting_drafts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select count(*) as drafts from (\n  select 1 from orders.order_state s\n  where s.company_id = $1::bigint and s.status = 'draft' limit $2::bigint\n) d",
}

/** Active channels: when a genuine message came last, and what of their mapping fails. `astray`: words that lead to what is not here, and what the checkout offers without being understood when it comes back. `unmapped`: words of the newest messages that none of ours is said for, while their order is still a draft. */
export const readChannelsSetUp: ReadStatement<{ most: bigint | null; companyId: bigint | null }, { code: string; source: string; refused: bigint | null; refused_at: Date | null; heard_at: Date | null; takes_orders: boolean; astray: string[]; unmapped: string[] }> = {
  name: 'monitoring.setup.read_channels_set_up',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'most', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select c.code, c.source, r.messages as refused, r.last_at as refused_at, (\n    select d.last_at from channels.message d where d.company_id = c.company_id and d.channel_id = c.id order by d.id desc limit 1\n  ) as heard_at,\n  exists (select 1 from orders.source_system s\n    where s.company_id = c.company_id and s.code = c.source and s.active and s.pre_priced) as takes_orders,\n  array(\n    select 'place \"' || w.key || '\" leads to ' || w.value || ', which is no location'\n    from jsonb_each_text(coalesce(c.settings -> 'locations', '{}')) w\n    where not exists (select 1 from inventory.location l where l.company_id = c.company_id and l.code = w.value)\n    union all\n    select 'site \"' || w.key || '\" stands for ' || (w.value ->> 'location') || ', which is no location'\n    from jsonb_each(coalesce(c.settings -> 'sites', '{}')) w\n    where w.value ->> 'location' is not null and not exists (\n      select 1 from inventory.location l where l.company_id = c.company_id and l.code = w.value ->> 'location')\n    union all\n    select 'SKU \"' || w.key || '\" leads to ' || w.value || ', which cannot be sold'\n    from jsonb_each_text(coalesce(c.settings -> 'skus', '{}')) w\n    where not exists (\n      select 1 from catalog.item i where i.company_id = c.company_id and i.sku = w.value and i.active)\n    union all\n    select 'shipping method \"' || w.key || '\" is offered and not mapped'\n    from jsonb_object_keys(coalesce(c.settings -> 'shippingOffers', '{}')) w(key)\n    where coalesce(c.settings -> 'shippingMethods', '{}') -> w.key is null\n    order by 1 limit 20\n  ) as astray,\n  array(\n    select distinct p.value ->> 'message'\n    from unnest(array['draft', 'kept', 'failed']) o(outcome)\n    cross join lateral (\n      select d.problems, d.order_id from channels.message d\n      where d.company_id = c.company_id and d.channel_id = c.id and d.outcome = o.outcome\n      order by d.id desc limit $1::bigint\n    ) m\n    cross join lateral jsonb_array_elements(m.problems) p\n    where p.value ->> 'code' = 'unmapped' and not exists (\n      select 1 from orders.order_state s where s.company_id = c.company_id and s.order_id = m.order_id and s.status <> 'draft')\n    order by 1 limit 20\n  ) as unmapped\nfrom channels.channel c\nleft join channels.refused r on r.company_id = c.company_id and r.channel_id = c.id\nwhere c.company_id = $2::bigint and c.active\norder by c.code",
}

/** For each active channel its newest order that came in with nothing wrong but that the company is not live, and whether its shop answered for it. `one_way`: it cannot be told, by its kind or because somebody said why it is not. */
export const readChannelOrders: ReadStatement<{ most: bigint | null; companyId: bigint | null }, { code: string; order_key: string | null; told: boolean; one_way: boolean; problem: string | null; due_at: Date | null }> = {
  name: 'monitoring.setup.read_channel_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'most', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select c.code, m.order_key,\n  exists (\n    select 1 from channels.status_message s where s.company_id = c.company_id and s.source = c.source\n      and s.order_id = m.order_id and s.state = 'told') as told,\n  t.source is null and (c.kind <> 'commerce' or exists (\n    select 1 from monitoring.setup_record r\n    where r.company_id = c.company_id and r.step = 'application' and r.act = 'waived')) as one_way,\n  coalesce(o.problem, t.problem) as problem, coalesce(t.due_at, case when o.problem is not null then o.due_at end) as due_at\nfrom channels.channel c\nleft join lateral (\n  select n.key as order_key, n.order_id from (\n    select d.id, d.key, d.order_id, d.outcome, d.problems from channels.message d\n    where d.company_id = c.company_id and d.channel_id = c.id and d.event = 'order_submitted'\n    order by d.id desc limit $1::bigint\n  ) n\n  where n.order_id is not null and n.outcome in ('accepted', 'draft', 'duplicate') and not exists (\n    select 1 from jsonb_array_elements(n.problems) p where p.value ->> 'code' <> 'company_not_live')\n  order by n.id desc limit 1\n) m on true\nleft join channels.status_channel t on t.company_id = c.company_id and t.source = c.source\nleft join channels.status_order o on o.company_id = c.company_id and o.source = c.source and o.order_id = m.order_id\nwhere c.company_id = $2::bigint and c.active\norder by c.code",
}

/** Enabled endpoints: how each stands, and its newest delivery since a time (its log is looked at along time, a bounded stretch). */
export const readSubscriptions: ReadStatement<{ since: Date | null; most: bigint | null; companyId: bigint | null }, { code: string; set_aside_at: Date | null; problem: string | null; delivered_at: Date | null }> = {
  name: 'monitoring.setup.read_subscriptions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'since', type: 'timestamptz', array: false },
    { name: 'most', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select e.code, s.set_aside_at, s.problem, (\n    select a.at from (\n      select a.at, a.id, a.outcome from channels.webhook_attempt a\n      where a.company_id = e.company_id and a.endpoint_id = e.id and a.at >= $1::timestamptz\n      order by a.at desc, a.id desc limit $2::bigint\n    ) a where a.outcome = 'delivered' order by a.at desc limit 1\n  ) as delivered_at\nfrom channels.webhook_endpoint e\njoin channels.webhook_state s on s.company_id = e.company_id and s.endpoint_id = e.id\nwhere e.company_id = $3::bigint and e.enabled and not e.deleted\norder by e.code",
}

/** Of each kind of receiver the newest message about an alert, a test among them, that was sent or given up, or is late. */
export const readAlertMessages: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { target: string; state: string; made_at: Date; sent_at: Date | null; problem: string | null }> = {
  name: 'monitoring.setup.read_alert_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select distinct on (m.target) m.target, m.state, m.made_at, m.sent_at, m.problem\nfrom (\n  select m.id, m.target, m.state, m.made_at, m.sent_at, m.problem from monitoring.message m\n  where m.company_id in (0, $1::bigint) order by m.id desc limit $2::bigint\n) m\norder by m.target, m.id desc",
}

/** The newest backup that restored with every law holding, and the newest that was taken. */
export const readProvenBackup: ReadStatement<{  }, { tried_at: Date | null; ended_at: Date | null; taken_at: Date | null }> = {
  name: 'monitoring.setup.read_proven_backup',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
  ],
  text: "select p.tried_at, p.ended_at, (\n    select max(b.ended_at) from platform.backup_public b where b.taken) as taken_at\nfrom (values (1)) one(n)\nleft join lateral (\n  select b.tried_at, b.ended_at from platform.backup_public b where b.proven order by b.tried_at desc limit 1\n) p on true",
}

/** Is there a channel whose shop can be told and asked, or a shop that is told of its orders? */
export const readShops: ReadStatement<{ companyId: bigint | null }, { shops: boolean }> = {
  name: 'monitoring.setup.read_shops',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select exists (\n    select 1 from channels.channel c where c.company_id = $1::bigint and c.active and c.kind = 'commerce')\n  or exists (select 1 from channels.status_channel t where t.company_id = $1::bigint) as shops",
}
