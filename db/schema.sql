-- The schema that the migrations make. Written by `npm run generate`: read it, change it by a migration.
-- Why a table is as it is stands in db/migrations/.

create schema billing;

create table billing.application (
  company_id bigint not null,
  account_id bigint not null,
  id bigint not null,
  batch bigint not null,
  from_type text collate "C" not null,
  from_id bigint not null,
  invoice_id bigint not null,
  applied_on date not null,
  amount bigint not null,
  rule text collate "C" not null,
  constraint application_amount_check CHECK ((amount > 0)),
  constraint application_from_type_check CHECK ((from_type = ANY (ARRAY['receipt'::text, 'credit_memo'::text]))),
  constraint application_pkey PRIMARY KEY (company_id, account_id, id)
);

create table billing.applying (
  company_id bigint not null,
  from_type text collate "C" not null,
  from_id bigint not null,
  due_at timestamp with time zone not null,
  queued_at timestamp with time zone default '1970-01-01 00:00:00+00'::timestamp with time zone not null,
  attempts integer default 0 not null,
  problem text,
  constraint applying_from_type_check CHECK ((from_type = ANY (ARRAY['receipt'::text, 'credit_memo'::text]))),
  constraint applying_pkey PRIMARY KEY (company_id, from_type, from_id)
);

create table billing.earmark (
  company_id bigint not null,
  cause_id bigint not null,
  invoice_id bigint not null,
  batch bigint not null,
  amount bigint default 0 not null,
  constraint earmark_pkey PRIMARY KEY (company_id, cause_id, invoice_id)
);

create table billing.invoice (
  company_id bigint not null,
  id bigint not null,
  batch bigint not null,
  kind text collate "C" not null,
  series text collate "C" not null,
  cause_id bigint,
  account_id bigint not null,
  issued_on date not null,
  due_on date not null,
  currency text collate "C" not null,
  rate_e10 bigint not null,
  net bigint not null,
  tax bigint not null,
  freight bigint not null,
  total bigint not null,
  constraint invoice_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_memo'::text]))),
  constraint invoice_pkey PRIMARY KEY (company_id, id)
);

create table billing.invoice_line (
  company_id bigint not null,
  invoice_id bigint not null,
  ordinal integer not null,
  source_id bigint,
  item_id bigint,
  sku text collate "C" not null,
  quantity numeric(20,6) not null,
  unit_price numeric(20,6) not null,
  net bigint not null,
  tax bigint not null,
  freight bigint not null,
  tax_rate_id bigint,
  tax_percent numeric(20,6) not null,
  tax_difference bigint,
  charge text collate "C",
  sold jsonb,
  constraint invoice_line_pkey PRIMARY KEY (company_id, invoice_id, ordinal)
);

create table billing.open_item (
  company_id bigint not null,
  account_id bigint not null,
  invoice_id bigint not null,
  cause_id bigint,
  due_on date not null,
  currency text collate "C" not null,
  original bigint not null,
  open bigint not null,
  functional_original bigint not null,
  functional_open bigint not null,
  earmarked bigint default 0 not null,
  constraint open_item_check CHECK ((((original >= 0) AND ((open >= 0) AND (open <= original))) OR ((original < 0) AND ((open >= original) AND (open <= 0))))),
  constraint open_item_pkey PRIMARY KEY (company_id, account_id, invoice_id)
) with (fillfactor=60);

create table billing.receipt (
  company_id bigint not null,
  id bigint not null,
  batch bigint not null,
  account_id bigint not null,
  cause_id bigint,
  received_on date not null,
  currency text collate "C" not null,
  rate_e10 bigint not null,
  amount bigint not null,
  functional_amount bigint not null,
  method text collate "C" not null,
  reference text collate "C",
  constraint receipt_amount_check CHECK ((amount > 0)),
  constraint receipt_pkey PRIMARY KEY (company_id, id)
);

create table billing.recurring_charge (
  company_id bigint not null,
  cause_id bigint not null,
  id bigint not null,
  batch bigint not null,
  source_id bigint not null,
  account_id bigint not null,
  item_id bigint not null,
  sku text collate "C" not null,
  charge text collate "C" not null,
  name text not null,
  kind text collate "C" not null,
  period text collate "C",
  usage_unit text collate "C",
  starts_on date not null,
  quantity numeric(20,6) not null,
  currency text collate "C" not null,
  unit_price numeric(20,6) not null,
  net bigint not null,
  tax bigint not null,
  tax_rate_id bigint,
  tax_percent numeric(20,6) not null,
  constraint recurring_charge_kind_check CHECK ((kind = ANY (ARRAY['recurring'::text, 'usage'::text]))),
  constraint recurring_charge_quantity_check CHECK ((quantity <> (0)::numeric)),
  constraint recurring_charge_pkey PRIMARY KEY (company_id, cause_id, id)
);

create table billing.unapplied (
  company_id bigint not null,
  account_id bigint not null,
  receipt_id bigint not null,
  cause_id bigint,
  kind text collate "C" not null,
  currency text collate "C" not null,
  amount bigint not null,
  functional_amount bigint not null,
  constraint unapplied_amount_check CHECK ((amount >= 0)),
  constraint unapplied_kind_check CHECK ((kind = ANY (ARRAY['unapplied'::text, 'deposit'::text]))),
  constraint unapplied_pkey PRIMARY KEY (company_id, account_id, receipt_id)
) with (fillfactor=60);

CREATE INDEX application_by_batch ON billing.application USING btree (company_id, batch);

CREATE INDEX application_by_invoice ON billing.application USING btree (company_id, invoice_id);

CREATE INDEX application_by_source ON billing.application USING btree (company_id, from_id);

CREATE INDEX applying_due ON billing.applying USING btree (due_at);

CREATE INDEX invoice_cause ON billing.invoice USING btree (company_id, cause_id);

CREATE INDEX open_item_cause ON billing.open_item USING btree (company_id, cause_id);

CREATE INDEX open_item_due ON billing.open_item USING btree (company_id, due_on NULLS FIRST, invoice_id) WHERE (open <> 0);

CREATE INDEX open_item_open_amount ON billing.open_item USING btree (company_id, account_id, due_on, invoice_id) INCLUDE (open) WHERE (open <> 0);

CREATE INDEX receipt_account ON billing.receipt USING btree (company_id, account_id, id);

CREATE INDEX receipt_reference ON billing.receipt USING btree (company_id, reference) WHERE (reference IS NOT NULL);

CREATE INDEX recurring_charge_account ON billing.recurring_charge USING btree (company_id, account_id, id);

CREATE INDEX recurring_charge_newest ON billing.recurring_charge USING btree (company_id, id);

CREATE INDEX unapplied_cause ON billing.unapplied USING btree (company_id, cause_id) WHERE (cause_id IS NOT NULL);

CREATE INDEX unapplied_open ON billing.unapplied USING btree (company_id, account_id, receipt_id) WHERE (amount > 0);

create view billing.invoice_public as
 SELECT company_id,
    id,
    kind,
    series,
    cause_id,
    account_id,
    issued_on,
    due_on,
    currency,
    net,
    tax,
    freight,
    total
   FROM billing.invoice;

create view billing.open_item_public as
 SELECT company_id,
    account_id,
    invoice_id,
    cause_id,
    due_on,
    currency,
    original,
    open
   FROM billing.open_item;

create schema catalog;

create table catalog.configuration_model (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  model_version integer not null,
  item_id bigint not null,
  name text not null,
  state text collate "C" not null,
  pricing text collate "C" not null,
  valid_from date not null,
  valid_to date,
  content jsonb not null,
  constraint configuration_model_pricing_check CHECK ((pricing = ANY (ARRAY['roll_up'::text, 'fixed'::text]))),
  constraint configuration_model_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text]))),
  constraint configuration_model_pkey PRIMARY KEY (company_id, code, model_version),
  constraint configuration_model_company_id_id_key UNIQUE (company_id, id)
);

create table catalog.item (
  company_id bigint not null,
  id bigint not null,
  sku text collate "C" not null,
  name text not null,
  item_class text collate "C" not null,
  kind text collate "C" not null,
  uom text collate "C" not null,
  tax_code text collate "C" not null,
  pattern text collate "C" not null,
  active boolean default true not null,
  custom jsonb default '{}'::jsonb not null,
  decimals smallint default 6 not null,
  backorders boolean default true not null,
  coverage jsonb,
  constraint item_coverage_check CHECK (((kind = 'coverage'::text) = (coverage IS NOT NULL))),
  constraint item_decimals_check CHECK (((decimals >= 0) AND (decimals <= 6))),
  constraint item_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text, 'charge'::text, 'gift_card'::text, 'coverage'::text]))),
  constraint item_pkey PRIMARY KEY (company_id, id),
  constraint item_company_id_sku_key UNIQUE (company_id, sku)
);

create table catalog.item_unit (
  company_id bigint not null,
  item_id bigint not null,
  uom text collate "C" not null,
  numerator bigint not null,
  denominator bigint not null,
  whole boolean not null,
  min_quantity numeric(20,6),
  multiple_of numeric(20,6),
  active boolean not null,
  of_uom text collate "C" default ''::text not null,
  constraint item_unit_denominator_check CHECK ((denominator > 0)),
  constraint item_unit_min_quantity_check CHECK ((min_quantity > (0)::numeric)),
  constraint item_unit_multiple_of_check CHECK ((multiple_of > (0)::numeric)),
  constraint item_unit_numerator_check CHECK ((numerator > 0)),
  constraint item_unit_pkey PRIMARY KEY (company_id, item_id, uom)
);

create table catalog.substitute (
  company_id bigint not null,
  item_id bigint not null,
  substitute_id bigint not null,
  kind text collate "C" not null,
  rank integer not null,
  ratio numeric(20,6) not null,
  valid_from date not null,
  valid_to date,
  active boolean not null,
  constraint substitute_kind_check CHECK ((kind = ANY (ARRAY['substitute'::text, 'successor'::text]))),
  constraint substitute_ratio_check CHECK ((ratio > (0)::numeric)),
  constraint substitute_pkey PRIMARY KEY (company_id, item_id, substitute_id)
);

CREATE INDEX item_name ON catalog.item USING btree (company_id, lower(name) COLLATE "C");

create view catalog.item_public as
 SELECT company_id,
    id,
    sku,
    name,
    item_class,
    kind,
    uom,
    active,
    decimals,
    pattern
   FROM catalog.item;

create schema channels;

create table channels.channel (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  kind text collate "C" not null,
  source text collate "C" not null,
  settings jsonb not null,
  secrets bytea not null,
  secrets_key bytea not null,
  active boolean not null,
  gateway boolean default false not null,
  constraint channel_pkey PRIMARY KEY (company_id, id),
  constraint channel_company_id_code_key UNIQUE (company_id, code),
  constraint channel_id_key UNIQUE (id)
);

create table channels.exchange (
  company_id bigint not null,
  channel_id bigint not null,
  name text collate "C" not null,
  replacement text collate "C" not null,
  order_id bigint not null,
  credit_memo_id bigint,
  replacement_id bigint,
  settled_at timestamp with time zone,
  constraint exchange_pkey PRIMARY KEY (company_id, channel_id, name, replacement)
);

create table channels.intake (
  company_id bigint not null,
  id bigint not null,
  source text collate "C",
  external_id text collate "C",
  received_at timestamp with time zone not null,
  principal text collate "C" not null,
  content_type text collate "C" not null,
  body bytea not null,
  body_hash bytea not null,
  outcome text collate "C" not null,
  problems jsonb not null,
  order_id bigint,
  key bytea,
  customer_id bigint not null,
  constraint intake_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'draft'::text, 'failed'::text, 'refused'::text, 'duplicate'::text, 'kept'::text]))),
  constraint intake_pkey PRIMARY KEY (company_id, id)
);

create table channels.message (
  company_id bigint not null,
  id bigint not null,
  channel_id bigint not null,
  event text collate "C" not null,
  key text collate "C" not null,
  version bigint,
  received_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  came integer not null,
  outcome text collate "C" not null,
  problems jsonb not null,
  order_id bigint,
  cut boolean not null,
  attempts integer not null,
  due_at timestamp with time zone,
  place text,
  batch bigint,
  constraint message_outcome_check CHECK ((outcome = ANY (ARRAY['waiting'::text, 'accepted'::text, 'draft'::text, 'duplicate'::text, 'kept'::text, 'failed'::text]))),
  constraint message_pkey PRIMARY KEY (company_id, id)
);

create table channels.open_return (
  company_id bigint not null,
  source text collate "C" not null,
  name text collate "C" not null,
  request text collate "C" not null,
  order_id bigint not null,
  first_at timestamp with time zone not null,
  state text collate "C" not null,
  heard bigint default 1 not null,
  attempt integer default 0 not null,
  failures integer default 0 not null,
  problem text,
  due_at timestamp with time zone,
  lease_until timestamp with time zone,
  constraint open_return_state_check CHECK ((state = ANY (ARRAY['open'::text, 'told'::text, 'ended'::text]))),
  constraint open_return_pkey PRIMARY KEY (company_id, source, name)
);

create table channels.payment (
  company_id bigint not null,
  channel_id bigint not null,
  key text collate "C" not null,
  source text collate "C" not null,
  gateway text collate "C" not null,
  kind text collate "C" not null,
  order_key text collate "C" not null,
  part text collate "C" not null,
  method text collate "C" not null,
  amount bigint not null,
  currency text collate "C" not null,
  about text collate "C",
  actor text collate "C" not null,
  reason text,
  began_at timestamp with time zone not null,
  gateway_key text collate "C",
  constraint payment_amount_check CHECK ((amount >= 0)),
  constraint payment_check CHECK (((about IS NULL) = (kind = ANY (ARRAY['authorization'::text, 'balance'::text])))),
  constraint payment_kind_check CHECK ((kind = ANY (ARRAY['authorization'::text, 'void'::text, 'refund'::text, 'balance'::text]))),
  constraint payment_pkey PRIMARY KEY (company_id, channel_id, key)
);

create table channels.payment_answer (
  company_id bigint not null,
  channel_id bigint not null,
  key text collate "C" not null,
  attempt integer not null,
  at timestamp with time zone not null,
  outcome text collate "C" not null,
  amount bigint,
  balance bigint,
  reference text,
  code text,
  message text,
  constraint payment_answer_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'declined'::text, 'partial'::text, 'failed'::text, 'unknown'::text, 'closed'::text]))),
  constraint payment_answer_pkey PRIMARY KEY (company_id, channel_id, key, attempt)
);

create table channels.payment_heard (
  company_id bigint not null,
  heard_pos bigint not null,
  constraint payment_heard_pkey PRIMARY KEY (company_id)
);

create table channels.payment_work (
  company_id bigint not null,
  channel_id bigint not null,
  key text collate "C" not null,
  gateway text collate "C" not null,
  state text collate "C" not null,
  attempt integer not null,
  lease_until timestamp with time zone,
  due_at timestamp with time zone,
  problem text,
  heard boolean default false not null,
  constraint payment_work_state_check CHECK ((state = ANY (ARRAY['asking'::text, 'unknown'::text, 'approved'::text, 'declined'::text, 'partial'::text, 'failed'::text, 'closed'::text, 'released'::text]))),
  constraint payment_work_pkey PRIMARY KEY (company_id, channel_id, key)
);

create table channels.refused (
  company_id bigint not null,
  channel_id bigint not null,
  messages bigint not null,
  last_at timestamp with time zone not null,
  constraint refused_pkey PRIMARY KEY (company_id, channel_id)
);

create table channels.replacing_payment (
  company_id bigint not null,
  order_id bigint not null,
  part text collate "C" not null,
  amount bigint not null,
  taken boolean not null,
  constraint replacing_payment_pkey PRIMARY KEY (company_id, order_id, part)
);

create table channels.shop_look (
  company_id bigint not null,
  source text collate "C" not null,
  since timestamp with time zone not null,
  settled_to timestamp with time zone not null,
  constraint shop_look_pkey PRIMARY KEY (company_id, source)
);

create table channels.status_channel (
  company_id bigint not null,
  source text collate "C" not null,
  heard_pos bigint not null,
  due_at timestamp with time zone,
  failures integer default 0 not null,
  problem text,
  constraint status_channel_pkey PRIMARY KEY (company_id, source)
);

create table channels.status_message (
  company_id bigint not null,
  source text collate "C" not null,
  order_id bigint not null,
  pos bigint not null,
  body bytea not null,
  first_at timestamp with time zone not null,
  state text collate "C" not null,
  attempts integer not null,
  answered_at timestamp with time zone,
  problem text,
  over_by text collate "C",
  constraint status_message_state_check CHECK ((state = ANY (ARRAY['sending'::text, 'later'::text, 'waiting'::text, 'told'::text, 'refused'::text]))),
  constraint status_message_pkey PRIMARY KEY (company_id, source, order_id, pos)
) with (fillfactor=60);

create table channels.status_order (
  company_id bigint not null,
  source text collate "C" not null,
  order_id bigint not null,
  heard_pos bigint not null,
  told_pos bigint not null,
  told_hash bytea,
  sending_pos bigint,
  attempt integer not null,
  failures integer not null,
  problem text,
  due_at timestamp with time zone,
  shop_state text collate "C",
  shop_since timestamp with time zone,
  shop_message_id bigint,
  over_state text collate "C",
  over_by text collate "C",
  told_from bigint,
  told_version bigint,
  constraint status_order_check CHECK (((told_pos <= heard_pos) AND (sending_pos <= heard_pos))),
  constraint status_order_over CHECK (((over_state IS NULL) = (over_by IS NULL))),
  constraint status_order_shop CHECK (((shop_state IS NULL) = (shop_since IS NULL))),
  constraint status_order_told CHECK (((told_from IS NULL) = (told_version IS NULL))),
  constraint status_order_pkey PRIMARY KEY (company_id, source, order_id)
) with (fillfactor=60);

create table channels.webhook_attempt (
  company_id bigint not null,
  endpoint_id bigint not null,
  id bigint not null,
  at timestamp with time zone not null,
  pos bigint not null,
  n integer not null,
  event_id text collate "C" not null,
  type text collate "C" not null,
  order_id bigint,
  queue_id bigint not null,
  attempt integer not null,
  outcome text collate "C" not null,
  duration_ms integer not null,
  status integer,
  answer text,
  problem text,
  constraint webhook_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'retrying'::text, 'given_up'::text]))),
  constraint webhook_attempt_pkey PRIMARY KEY (company_id, endpoint_id, at, id)
);

create table channels.webhook_endpoint (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  url text not null,
  event_types text[] not null,
  enabled boolean not null,
  secret bytea not null,
  previous_secret bytea,
  previous_until timestamp with time zone,
  deleted boolean not null,
  channel_id bigint,
  forward text,
  constraint webhook_endpoint_pkey PRIMARY KEY (company_id, id)
);

create table channels.webhook_failed (
  company_id bigint not null,
  endpoint_id bigint not null,
  pos bigint not null,
  n integer not null,
  event_id text collate "C" not null,
  type text collate "C" not null,
  order_id bigint,
  failed_at timestamp with time zone not null,
  attempts integer not null,
  status integer,
  problem text,
  constraint webhook_failed_pkey PRIMARY KEY (company_id, endpoint_id, pos, n)
);

create table channels.webhook_queue (
  company_id bigint not null,
  endpoint_id bigint not null,
  id bigint not null,
  pos bigint not null,
  done integer not null,
  until_pos bigint,
  until_n integer,
  only_failed boolean not null,
  attempt integer not null,
  due_at timestamp with time zone not null,
  lease bigint not null,
  lease_until timestamp with time zone not null,
  actor text collate "C" not null,
  made_at timestamp with time zone not null,
  constraint webhook_queue_pkey PRIMARY KEY (company_id, endpoint_id, id)
) with (fillfactor=50);

create table channels.webhook_state (
  company_id bigint not null,
  endpoint_id bigint not null,
  failures integer not null,
  set_aside_at timestamp with time zone,
  probe_at timestamp with time zone,
  failed_at timestamp with time zone,
  problem text,
  constraint webhook_state_pkey PRIMARY KEY (company_id, endpoint_id)
) with (fillfactor=50);

CREATE INDEX exchange_order ON channels.exchange USING btree (company_id, order_id);

CREATE INDEX exchange_replacement ON channels.exchange USING btree (company_id, channel_id, replacement);

CREATE INDEX exchange_replacing ON channels.exchange USING btree (company_id, replacement_id) WHERE (replacement_id IS NOT NULL);

CREATE INDEX intake_person ON channels.intake USING btree (company_id, customer_id, id) WHERE (key IS NOT NULL);

CREATE INDEX intake_product_order ON channels.intake USING btree (company_id, order_id, id) WHERE (content_type = 'application/vnd.tmf622+json'::text);

CREATE INDEX message_batch ON channels.message USING btree (company_id, batch) WHERE (batch IS NOT NULL);

CREATE INDEX message_due ON channels.message USING btree (cut, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX message_event ON channels.message USING btree (company_id, channel_id, event, id);

CREATE INDEX message_key ON channels.message USING btree (company_id, channel_id, key);

CREATE INDEX message_of_channel ON channels.message USING btree (company_id, channel_id, id);

CREATE INDEX message_outcome ON channels.message USING btree (company_id, channel_id, outcome, id);

CREATE INDEX open_return_due ON channels.open_return USING btree (company_id, source, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX open_return_order ON channels.open_return USING btree (company_id, order_id);

CREATE INDEX open_return_troubled ON channels.open_return USING btree (company_id, source) WHERE (problem IS NOT NULL);

CREATE INDEX payment_began ON channels.payment USING btree (company_id, began_at, channel_id, key);

CREATE INDEX payment_due ON channels.payment_work USING btree (gateway, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX payment_order ON channels.payment USING btree (company_id, source, order_key);

CREATE INDEX payment_troubled ON channels.payment_work USING btree (company_id, channel_id, key) WHERE (problem IS NOT NULL);

CREATE INDEX status_order_due ON channels.status_order USING btree (company_id, source, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX status_order_problem ON channels.status_order USING btree (company_id, source, order_id) WHERE (problem IS NOT NULL);

CREATE INDEX status_order_shop_state ON channels.status_order USING btree (company_id, source, order_id) WHERE (shop_state IS NOT NULL);

CREATE INDEX webhook_attempt_event ON channels.webhook_attempt USING btree (company_id, endpoint_id, pos, n);

CREATE INDEX webhook_attempt_missed ON channels.webhook_attempt USING btree (company_id, endpoint_id, at, id) WHERE (outcome <> 'delivered'::text);

CREATE UNIQUE INDEX webhook_endpoint_code ON channels.webhook_endpoint USING btree (company_id, code) WHERE (NOT deleted);

create schema customers;

create table customers.account (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  number text collate "C" not null,
  currency text collate "C" not null,
  terms_days integer not null,
  segment text collate "C" default ''::text not null,
  ship_to_country text collate "C" not null,
  ship_to_region text collate "C" default ''::text not null,
  tax_exempt boolean default false not null,
  custom jsonb default '{}'::jsonb not null,
  backorders boolean default true not null,
  partial_shipments boolean default true not null,
  delivery_priority smallint default 4 not null,
  constraint account_delivery_priority CHECK (((delivery_priority >= 0) AND (delivery_priority <= 9))),
  constraint account_terms_days_check CHECK (((terms_days >= 0) AND (terms_days <= 365))),
  constraint account_pkey PRIMARY KEY (company_id, id),
  constraint account_company_id_number_key UNIQUE (company_id, number)
);

create table customers.account_partner (
  company_id bigint not null,
  account_id bigint not null,
  partner_id bigint not null,
  constraint account_partner_check CHECK ((partner_id <> account_id)),
  constraint account_partner_company_id_account_id_fkey FOREIGN KEY (company_id, account_id) REFERENCES customers.account(company_id, id),
  constraint account_partner_company_id_partner_id_fkey FOREIGN KEY (company_id, partner_id) REFERENCES customers.account(company_id, id),
  constraint account_partner_pkey PRIMARY KEY (company_id, account_id)
);

create table customers.alternate_number (
  company_id bigint not null,
  system text collate "C" not null,
  number text collate "C" not null,
  customer_id bigint not null,
  constraint alternate_number_pkey PRIMARY KEY (company_id, system, number, customer_id)
);

create table customers.contact (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  code text collate "C" not null,
  site_id bigint,
  role text not null,
  person_id bigint,
  active boolean not null,
  custom jsonb not null,
  constraint contact_pkey PRIMARY KEY (company_id, id),
  constraint contact_company_id_customer_id_code_key UNIQUE (company_id, customer_id, code)
);

create table customers.credit_default (
  company_id bigint not null,
  currency text collate "C" not null,
  credit_limit bigint,
  constraint credit_default_credit_limit_check CHECK ((credit_limit >= 0)),
  constraint credit_default_pkey PRIMARY KEY (company_id, currency)
);

create table customers.credit_gate (
  company_id bigint not null,
  account_id bigint not null,
  credit_limit bigint,
  open_orders bigint default 0 not null,
  open_receivables bigint default 0 not null,
  unapplied bigint default 0 not null,
  constraint credit_gate_pkey PRIMARY KEY (company_id, account_id)
) with (fillfactor=50);

create table customers.customer (
  company_id bigint not null,
  id bigint not null,
  number text collate "C" not null,
  kind text collate "C" not null,
  custom jsonb default '{}'::jsonb not null,
  constraint customer_kind_check CHECK ((kind = ANY (ARRAY['organization'::text, 'person'::text, 'walk_in'::text]))),
  constraint customer_pkey PRIMARY KEY (company_id, id),
  constraint customer_company_id_number_key UNIQUE (company_id, number)
);

create table customers.erasure (
  company_id bigint not null,
  customer_id bigint not null,
  batch bigint not null,
  actor text collate "C" not null,
  reason text not null,
  forced boolean not null,
  person_rows integer,
  bodies integer,
  drafts integer,
  finished boolean not null,
  constraint erasure_pkey PRIMARY KEY (company_id, customer_id, batch)
);

create table customers.legal_hold (
  company_id bigint not null,
  customer_id bigint not null,
  until date,
  reason text not null,
  placed_by text collate "C" not null,
  version integer not null,
  batch bigint,
  constraint legal_hold_pkey PRIMARY KEY (company_id, customer_id, version)
);

create table customers.match_question (
  company_id bigint not null,
  customer_id bigint not null,
  other_id bigint not null,
  rule text collate "C" not null,
  batch bigint not null,
  apart_by text collate "C",
  reason text,
  later_until date,
  later_by text collate "C",
  later_reason text,
  constraint match_question_check CHECK (((customer_id > other_id) AND ((apart_by IS NULL) = (reason IS NULL)))),
  constraint match_question_later CHECK ((((later_until IS NULL) = (later_by IS NULL)) AND ((later_until IS NULL) = (later_reason IS NULL)))),
  constraint match_question_pkey PRIMARY KEY (company_id, customer_id, other_id)
);

create table customers.match_rule (
  company_id bigint not null,
  code text collate "C" not null,
  "position" integer not null,
  keys text[] not null,
  outcome text collate "C" not null,
  most_records integer not null,
  active boolean not null,
  constraint match_rule_most_records_check CHECK (((most_records >= 2) AND (most_records <= 100))),
  constraint match_rule_outcome_check CHECK ((outcome = ANY (ARRAY['suggest'::text, 'merge'::text]))),
  constraint match_rule_pkey PRIMARY KEY (company_id, code)
);

create table customers.match_turn (
  company_id bigint not null,
  turn bigint not null,
  constraint match_turn_pkey PRIMARY KEY (company_id)
);

create table customers.merge (
  company_id bigint not null,
  customer_id bigint not null,
  version integer not null,
  into_id bigint,
  head_id bigint,
  reason text not null,
  rule text collate "C",
  actor text collate "C" not null,
  batch bigint not null,
  constraint merge_check CHECK ((((into_id IS NULL) = (head_id IS NULL)) AND (into_id <> customer_id) AND (head_id <> customer_id))),
  constraint merge_pkey PRIMARY KEY (company_id, customer_id, version)
);

create table customers.note (
  company_id bigint not null,
  customer_id bigint not null,
  id bigint not null,
  actor text collate "C" not null,
  batch bigint not null,
  constraint note_pkey PRIMARY KEY (company_id, customer_id, id)
);

create table customers.partner_limit (
  company_id bigint not null,
  partner_id bigint not null,
  currency text collate "C" not null,
  credit_limit bigint,
  constraint partner_limit_credit_limit_check CHECK ((credit_limit >= 0)),
  constraint partner_limit_company_id_partner_id_fkey FOREIGN KEY (company_id, partner_id) REFERENCES customers.account(company_id, id),
  constraint partner_limit_pkey PRIMARY KEY (company_id, partner_id, currency)
);

create table customers.person_data (
  company_id bigint not null,
  customer_id bigint not null,
  name text,
  email text collate "C",
  phone text collate "C",
  address jsonb default '{}'::jsonb not null,
  search_name text collate "C",
  id bigint default 0 not null,
  content bytea,
  note text,
  constraint person_data_pkey PRIMARY KEY (company_id, customer_id, id)
);

create table customers.site (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  code text collate "C" not null,
  ship_to boolean not null,
  bill_to boolean not null,
  country text collate "C" not null,
  region text collate "C" not null,
  person_id bigint,
  active boolean not null,
  custom jsonb not null,
  constraint site_pkey PRIMARY KEY (company_id, id),
  constraint site_company_id_customer_id_code_key UNIQUE (company_id, customer_id, code)
);

create table customers.to_match (
  company_id bigint not null,
  customer_id bigint not null,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  attempts integer default 0 not null,
  problem text,
  constraint to_match_pkey PRIMARY KEY (company_id, customer_id)
);

CREATE INDEX account_customer ON customers.account USING btree (company_id, customer_id);

CREATE INDEX account_partner_of ON customers.account_partner USING btree (company_id, partner_id, account_id);

CREATE INDEX alternate_number_customer ON customers.alternate_number USING btree (company_id, customer_id);

CREATE INDEX alternate_number_number ON customers.alternate_number USING btree (company_id, number);

CREATE UNIQUE INDEX erasure_under_way ON customers.erasure USING btree (company_id, customer_id) WHERE (NOT finished);

CREATE INDEX match_question_open ON customers.match_question USING btree (company_id, customer_id, other_id) WHERE (apart_by IS NULL);

CREATE INDEX match_question_other ON customers.match_question USING btree (company_id, other_id);

CREATE INDEX merge_batch ON customers.merge USING btree (company_id, batch);

CREATE INDEX merge_head ON customers.merge USING btree (company_id, head_id) WHERE (head_id IS NOT NULL);

CREATE UNIQUE INDEX person_data_content ON customers.person_data USING btree (company_id, customer_id, content) WHERE (content IS NOT NULL);

CREATE INDEX person_data_email ON customers.person_data USING btree (company_id, lower(email)) WHERE (email IS NOT NULL);

CREATE INDEX person_data_family_name ON customers.person_data USING btree (company_id, "substring"(search_name, '[^ ]+$'::text)) WHERE (search_name ~~ '% %'::text);

CREATE INDEX person_data_name_postcode ON customers.person_data USING btree (company_id, search_name, upper(regexp_replace((address ->> 'postcode'::text), '\W'::text, ''::text, 'g'::text)) COLLATE "C") WHERE ((id = 0) AND (search_name IS NOT NULL) AND ((address ->> 'postcode'::text) IS NOT NULL));

CREATE INDEX person_data_other_name ON customers.person_data USING btree (company_id, lower(name) COLLATE "C") WHERE ((id <> 0) AND (name IS NOT NULL));

CREATE INDEX person_data_phone ON customers.person_data USING btree (company_id, reverse(regexp_replace(phone, '[^0-9]'::text, ''::text, 'g'::text))) WHERE (phone IS NOT NULL);

CREATE INDEX person_data_postcode ON customers.person_data USING btree (company_id, upper(regexp_replace((address ->> 'postcode'::text), '\W'::text, ''::text, 'g'::text)) COLLATE "C") WHERE ((address ->> 'postcode'::text) IS NOT NULL);

CREATE INDEX person_data_search ON customers.person_data USING btree (company_id, search_name text_pattern_ops) WHERE (search_name IS NOT NULL);

create view customers.account_public as
 SELECT a.company_id,
    a.id,
    a.number,
    a.customer_id,
    a.currency,
    c.number AS customer_number
   FROM customers.account a
     JOIN customers.customer c ON c.company_id = a.company_id AND c.id = a.customer_id;

create view customers.erasure_public as
 SELECT company_id,
    customer_id,
    batch
   FROM customers.erasure e;

create view customers.merge_told as
 SELECT m.company_id,
    m.batch,
    m.customer_id,
    c.number,
    i.number AS into_number,
    COALESCE(h.number, c.number) AS head_number,
    m.rule,
    m.actor,
    m.reason,
        CASE
            WHEN m.into_id IS NULL THEN 'unmerge'::text
            ELSE 'merge'::text
        END AS act,
    ARRAY[
        CASE
            WHEN m.into_id IS NULL THEN 'customer.unmerged'::text
            ELSE 'customer.merged'::text
        END] AS events
   FROM customers.merge m
     JOIN customers.customer c ON c.company_id = m.company_id AND c.id = m.customer_id
     LEFT JOIN customers.customer i ON i.company_id = m.company_id AND i.id = m.into_id
     LEFT JOIN customers.customer h ON h.company_id = m.company_id AND h.id = m.head_id;

create view customers.same as
 SELECT c.company_id,
    c.id AS customer_id,
    c.number,
    COALESCE(l.head_id, c.id) AS head_id,
    m.id AS member_id
   FROM customers.customer c
     LEFT JOIN LATERAL ( SELECT g.head_id
           FROM customers.merge g
          WHERE g.company_id = c.company_id AND g.customer_id = c.id
          ORDER BY g.version DESC
         LIMIT 1) l ON true
     CROSS JOIN LATERAL ( SELECT COALESCE(l.head_id, c.id) AS id
        UNION
         SELECT g.customer_id
           FROM customers.merge g
          WHERE g.company_id = c.company_id AND g.head_id = COALESCE(l.head_id, c.id) AND NOT (EXISTS ( SELECT
                   FROM customers.merge n
                  WHERE n.company_id = g.company_id AND n.customer_id = g.customer_id AND n.version > g.version))) m;

create view customers.same_account_public as
 SELECT s.company_id,
    s.number AS customer_number,
    s.customer_id,
    s.member_id,
    a.id
   FROM customers.same s
     JOIN customers.account a ON a.company_id = s.company_id AND a.customer_id = s.member_id;

create schema fulfillment;

create table fulfillment.confirmation (
  company_id bigint not null,
  cause_id bigint not null,
  shipment_id bigint not null,
  id bigint not null,
  batch bigint not null,
  message_key text collate "C" not null,
  shipped_on date not null,
  constraint confirmation_pkey PRIMARY KEY (company_id, cause_id, shipment_id, id)
);

create table fulfillment.customer_return (
  company_id bigint not null,
  cause_id bigint not null,
  id bigint not null,
  batch bigint not null,
  order_id bigint,
  account_id bigint not null,
  returned_on date not null,
  reason text not null,
  recorded_at timestamp with time zone,
  reason_code text collate "C",
  constraint customer_return_pkey PRIMARY KEY (company_id, cause_id, id)
);

create table fulfillment.customer_return_line (
  company_id bigint not null,
  cause_id bigint not null,
  return_id bigint not null,
  ordinal integer not null,
  source_id bigint,
  item_id bigint not null,
  location_id bigint,
  quantity numeric(20,6) not null,
  constraint customer_return_line_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint customer_return_line_pkey PRIMARY KEY (company_id, cause_id, return_id, ordinal)
);

create table fulfillment.open_shipment (
  company_id bigint not null,
  id bigint not null,
  cause_id bigint not null,
  location_id bigint not null,
  keep_until date,
  remind_on date,
  polls integer default 0 not null,
  offer_at timestamp with time zone default '1970-01-01 00:00:00+00'::timestamp with time zone,
  constraint open_shipment_polls_check CHECK ((polls >= 0)),
  constraint open_shipment_pkey PRIMARY KEY (company_id, id)
);

create table fulfillment.return_request (
  company_id bigint not null,
  cause_id bigint not null,
  source text collate "C" not null,
  name text collate "C" not null,
  return_id bigint not null,
  batch bigint not null,
  constraint return_request_pkey PRIMARY KEY (company_id, cause_id, return_id)
);

create table fulfillment.shipment (
  company_id bigint not null,
  cause_id bigint not null,
  id bigint not null,
  location_id bigint,
  released_on date not null,
  state text collate "C" not null,
  task_ids bigint[] not null,
  carrier text collate "C",
  tracking_number text collate "C",
  released_at timestamp with time zone,
  constraint shipment_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'partially_shipped'::text, 'shipped'::text, 'cancelled'::text]))),
  constraint shipment_pkey PRIMARY KEY (company_id, cause_id, id)
) with (fillfactor=60);

create table fulfillment.shipment_line (
  company_id bigint not null,
  cause_id bigint not null,
  shipment_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  requested numeric(20,6) not null,
  shipped numeric(20,6) default 0 not null,
  recalled numeric(20,6) default 0 not null,
  accepted numeric(20,6) default 0 not null,
  picked numeric(20,6) default 0 not null,
  constraint shipment_line_accepted_check CHECK ((accepted >= (0)::numeric)),
  constraint shipment_line_picked_check CHECK ((picked >= (0)::numeric)),
  constraint shipment_line_recalled_check CHECK ((recalled >= (0)::numeric)),
  constraint shipment_line_requested_check CHECK ((requested >= (0)::numeric)),
  constraint shipment_line_shipped_check CHECK ((shipped >= (0)::numeric)),
  constraint shipment_line_pkey PRIMARY KEY (company_id, cause_id, shipment_id, source_id)
) with (fillfactor=60);

create table fulfillment.stray (
  company_id bigint not null,
  cause_id bigint not null,
  id bigint not null,
  batch bigint not null,
  shipment_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  why text collate "C" not null,
  left_on date not null,
  quantity numeric(20,6) not null,
  state text collate "C" not null,
  billed numeric(20,6) default 0 not null,
  returned numeric(20,6) default 0 not null,
  written_off numeric(20,6) default 0 not null,
  invoice_id bigint,
  expected_until date,
  constraint stray_billed_check CHECK ((billed >= (0)::numeric)),
  constraint stray_check CHECK ((((billed + returned) + written_off) <= quantity)),
  constraint stray_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint stray_returned_check CHECK ((returned >= (0)::numeric)),
  constraint stray_state_check CHECK ((state = ANY (ARRAY['open'::text, 'expected'::text, 'settled'::text]))),
  constraint stray_why_check CHECK ((why = ANY (ARRAY['cancelled'::text, 'more_than_ordered'::text]))),
  constraint stray_written_off_check CHECK ((written_off >= (0)::numeric)),
  constraint stray_pkey PRIMARY KEY (company_id, cause_id, id)
);

create table fulfillment.transfer (
  company_id bigint not null,
  cause_id bigint not null,
  id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  from_location_id bigint not null,
  to_location_id bigint not null,
  requested numeric(20,6) not null,
  shipped numeric(20,6) default 0 not null,
  received numeric(20,6) default 0 not null,
  lost numeric(20,6) default 0 not null,
  settled bigint default 0 not null,
  asked_on date not null,
  due_on date,
  shipped_on date,
  constraint transfer_check CHECK ((shipped <= requested)),
  constraint transfer_check1 CHECK (((received + lost) <= shipped)),
  constraint transfer_lost_check CHECK ((lost >= (0)::numeric)),
  constraint transfer_received_check CHECK ((received >= (0)::numeric)),
  constraint transfer_requested_check CHECK ((requested >= (0)::numeric)),
  constraint transfer_shipped_check CHECK ((shipped >= (0)::numeric)),
  constraint transfer_pkey PRIMARY KEY (company_id, cause_id, id)
) with (fillfactor=70);

CREATE INDEX customer_return_account ON fulfillment.customer_return USING btree (company_id, account_id, id);

CREATE INDEX customer_return_id ON fulfillment.customer_return USING btree (company_id, id);

CREATE INDEX open_shipment_keep_until ON fulfillment.open_shipment USING btree (company_id, keep_until, id) WHERE (keep_until IS NOT NULL);

CREATE INDEX open_shipment_location ON fulfillment.open_shipment USING btree (company_id, location_id, id);

CREATE INDEX open_shipment_offer ON fulfillment.open_shipment USING btree (company_id, location_id, offer_at, id) WHERE (offer_at IS NOT NULL);

CREATE INDEX open_shipment_remind_on ON fulfillment.open_shipment USING btree (company_id, remind_on, id) WHERE (remind_on IS NOT NULL);

CREATE INDEX shipment_id ON fulfillment.shipment USING btree (company_id, id);

CREATE INDEX shipment_requested ON fulfillment.shipment USING btree (company_id, location_id, released_on) WHERE (state = 'requested'::text);

CREATE INDEX shipment_tracking ON fulfillment.shipment USING btree (company_id, tracking_number) WHERE (tracking_number IS NOT NULL);

CREATE INDEX stray_expected ON fulfillment.stray USING btree (company_id, COALESCE(expected_until, (left_on + 30))) WHERE (state = 'expected'::text);

CREATE INDEX stray_id ON fulfillment.stray USING btree (company_id, id);

CREATE INDEX stray_invoice ON fulfillment.stray USING btree (company_id, invoice_id) WHERE (invoice_id IS NOT NULL);

CREATE INDEX stray_item ON fulfillment.stray USING btree (company_id, item_id, id);

CREATE INDEX stray_source ON fulfillment.stray USING btree (company_id, cause_id, source_id);

CREATE INDEX stray_state ON fulfillment.stray USING btree (company_id, state, id);

CREATE UNIQUE INDEX transfer_id ON fulfillment.transfer USING btree (company_id, id);

CREATE INDEX transfer_open ON fulfillment.transfer USING btree (company_id, id) WHERE ((shipped < requested) OR ((received + lost) < shipped));

CREATE INDEX transfer_to_receive ON fulfillment.transfer USING btree (company_id, to_location_id, id) WHERE ((received + lost) < shipped);

CREATE INDEX transfer_to_send ON fulfillment.transfer USING btree (company_id, from_location_id, id) WHERE (shipped < requested);

create schema insight;

create table insight.counted (
  company_id bigint not null,
  edition integer not null,
  form integer not null,
  time_zone text collate "C" not null,
  pos bigint not null,
  constraint counted_pos_check CHECK ((pos >= 0)),
  constraint counted_pkey PRIMARY KEY (company_id)
) with (fillfactor=50);

create table insight.order_tally (
  company_id bigint not null,
  edition integer not null,
  order_id bigint not null,
  day date not null,
  source text collate "C" not null,
  codes integer[] not null,
  bins integer[] not null,
  numerators bigint[] not null,
  denominators bigint[] not null,
  constraint order_tally_pkey PRIMARY KEY (company_id, edition, order_id)
) with (fillfactor=80);

create table insight.tally (
  company_id bigint not null,
  edition integer not null,
  code integer not null,
  day date not null,
  source text collate "C" not null,
  bin integer not null,
  numerator bigint not null,
  denominator bigint not null,
  constraint tally_pkey PRIMARY KEY (company_id, edition, code, day, source, bin)
) with (fillfactor=70);

create schema inventory;

create table inventory.allocation_plan (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  name text not null,
  active boolean not null,
  precedence integer not null,
  by text collate "C" not null,
  terms jsonb not null,
  constraint allocation_plan_by_check CHECK ((by = ANY (ARRAY['percent'::text, 'quantity'::text]))),
  constraint allocation_plan_pkey PRIMARY KEY (company_id, code)
);

create table inventory.allocation_quantity (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  week date not null,
  plan text collate "C" not null,
  node text collate "C" not null,
  quantity numeric(20,6) not null,
  constraint allocation_quantity_quantity_check CHECK ((quantity >= (0)::numeric)),
  constraint allocation_quantity_week_check CHECK ((EXTRACT(isodow FROM week) = (1)::numeric)),
  constraint allocation_quantity_pkey PRIMARY KEY (company_id, item_id, location_id, week, plan, node)
);

create table inventory.allocation_use (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  week date not null,
  node text collate "C" not null,
  place smallint not null,
  buyer text collate "C" not null,
  quantity numeric(20,6) not null,
  constraint allocation_use_pkey PRIMARY KEY (company_id, root_id, source_id, item_id, location_id, week, node)
);

create table inventory.allocation_used (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  week date not null,
  node text collate "C" not null,
  quantity numeric(20,6) not null,
  constraint allocation_used_pkey PRIMARY KEY (company_id, item_id, location_id, week, node)
);

create table inventory.atp_rule (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  name text not null,
  active boolean not null,
  mode text collate "C" not null,
  terms jsonb not null,
  assignments jsonb not null,
  constraint atp_rule_assignments_check CHECK ((jsonb_typeof(assignments) = 'array'::text)),
  constraint atp_rule_mode_check CHECK ((mode = ANY (ARRAY['stock'::text, 'lead_time'::text, 'infinite'::text]))),
  constraint atp_rule_pkey PRIMARY KEY (company_id, code)
);

create table inventory.bill_of_materials (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  version integer not null,
  active boolean not null,
  lead_days integer not null,
  materials jsonb not null,
  resources jsonb not null,
  constraint bill_of_materials_lead_days_check CHECK ((lead_days >= 0)),
  constraint bill_of_materials_materials_check CHECK ((jsonb_typeof(materials) = 'array'::text)),
  constraint bill_of_materials_resources_check CHECK ((jsonb_typeof(resources) = 'array'::text)),
  constraint bill_of_materials_pkey PRIMARY KEY (company_id, item_id, location_id)
);

create table inventory.cost_pool (
  company_id bigint not null,
  cost_organization bigint not null,
  item_id bigint not null,
  method text collate "C" not null,
  standard_cost numeric(20,6),
  quantity numeric(20,6) not null,
  value bigint not null,
  last_cost numeric(20,6) not null,
  gone numeric(20,6) default 0 not null,
  constraint cost_pool_method_check CHECK ((method = ANY (ARRAY['moving_average'::text, 'standard'::text]))),
  constraint cost_pool_pkey PRIMARY KEY (company_id, cost_organization, item_id)
) with (fillfactor=50);

create table inventory.feed (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  gives text collate "C" not null,
  location_id bigint,
  most_items_percent integer not null,
  most_value_percent integer not null,
  items_always integer not null,
  settle_seconds integer not null,
  patience_seconds integer not null,
  stale_seconds integer not null,
  active boolean not null,
  constraint feed_check CHECK (((gives = 'supply'::text) OR (location_id IS NOT NULL))),
  constraint feed_gives_check CHECK ((gives = ANY (ARRAY['stock'::text, 'supply'::text]))),
  constraint feed_items_always_check CHECK ((items_always >= 0)),
  constraint feed_most_items_percent_check CHECK (((most_items_percent >= 0) AND (most_items_percent <= 100))),
  constraint feed_most_value_percent_check CHECK (((most_value_percent >= 0) AND (most_value_percent <= 10000))),
  constraint feed_patience_seconds_check CHECK ((patience_seconds >= 0)),
  constraint feed_settle_seconds_check CHECK ((settle_seconds >= 0)),
  constraint feed_stale_seconds_check CHECK ((stale_seconds > 0)),
  constraint feed_pkey PRIMARY KEY (company_id, id),
  constraint feed_company_id_code_key UNIQUE (company_id, code)
);

create table inventory.feed_difference (
  company_id bigint not null,
  snapshot_id bigint not null,
  place integer not null,
  change text collate "C" not null,
  item_id bigint not null,
  location_id bigint not null,
  said numeric(20,6) not null,
  held numeric(20,6) not null,
  in_flight numeric(20,6) not null,
  quantity numeric(20,6) not null,
  value bigint not null,
  state text collate "C" not null,
  move_id bigint,
  problems jsonb,
  number text collate "C",
  due_on date,
  due_before date,
  unit_cost numeric(20,6),
  kind text collate "C",
  constraint feed_difference_change_check CHECK ((change = ANY (ARRAY['count'::text, 'announced'::text, 'changed'::text, 'ended'::text]))),
  constraint feed_difference_state_check CHECK ((state = ANY (ARRAY['open'::text, 'posted'::text, 'refused'::text, 'in_flight'::text]))),
  constraint feed_difference_pkey PRIMARY KEY (company_id, snapshot_id, place)
);

create table inventory.feed_event (
  company_id bigint not null,
  feed_id bigint not null,
  external_id text collate "C" not null,
  item_id bigint not null,
  quantity numeric(20,6) not null,
  as_of timestamp with time zone not null,
  applied boolean not null,
  batch bigint not null,
  root_id bigint,
  move_id bigint,
  constraint feed_event_pkey PRIMARY KEY (company_id, feed_id, external_id)
);

create table inventory.feed_item (
  company_id bigint not null,
  feed_id bigint not null,
  item_id bigint not null,
  as_of timestamp with time zone,
  in_flight_since timestamp with time zone,
  constraint feed_item_pkey PRIMARY KEY (company_id, feed_id, item_id)
);

create table inventory.feed_page (
  company_id bigint not null,
  snapshot_id bigint not null,
  page integer not null,
  content bytea not null,
  item_ids bigint[] not null,
  quantities numeric(20,6)[] not null,
  supplies jsonb,
  unknown jsonb not null,
  constraint feed_page_page_check CHECK ((page > 0)),
  constraint feed_page_pkey PRIMARY KEY (company_id, snapshot_id, page)
);

create table inventory.feed_snapshot (
  company_id bigint not null,
  id bigint not null,
  feed_id bigint not null,
  name text collate "C" not null,
  as_of timestamp with time zone not null,
  whole boolean not null,
  pages integer,
  state text collate "C" not null,
  begun_at timestamp with time zone not null,
  compared_at timestamp with time zone,
  compared integer default 0 not null,
  differing integer default 0 not null,
  posted integer default 0 not null,
  refused integer default 0 not null,
  in_flight integer default 0 not null,
  value_held bigint default 0 not null,
  value_differing bigint default 0 not null,
  why text[] default '{}'::text[] not null,
  decided_by text collate "C",
  decided_at timestamp with time zone,
  reason text,
  completed_at timestamp with time zone,
  constraint feed_snapshot_state_check CHECK ((state = ANY (ARRAY['coming'::text, 'complete'::text, 'held'::text, 'posting'::text, 'taken'::text, 'left'::text, 'overtaken'::text]))),
  constraint feed_snapshot_pkey PRIMARY KEY (company_id, id),
  constraint feed_snapshot_company_id_feed_id_name_key UNIQUE (company_id, feed_id, name)
);

create table inventory.feed_state (
  company_id bigint not null,
  feed_id bigint not null,
  counted bigint not null,
  events bigint not null,
  as_of timestamp with time zone,
  heard_at timestamp with time zone,
  heard_as_of timestamp with time zone,
  forgotten_batch bigint default 0 not null,
  constraint feed_state_pkey PRIMARY KEY (company_id, feed_id)
);

create table inventory.feed_supply (
  company_id bigint not null,
  feed_id bigint not null,
  number text collate "C" not null,
  constraint feed_supply_pkey PRIMARY KEY (company_id, number)
);

create table inventory.location (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  country text collate "C" not null,
  rank integer not null,
  cost_organization bigint not null,
  ship_lead_days integer default 0 not null,
  auto_confirm boolean default true not null,
  region text collate "C" default ''::text not null,
  pick_up_days integer default 14 not null,
  shipping_calendar text collate "C" default ''::text not null,
  cut_off text collate "C" default ''::text not null,
  location_type text collate "C" default ''::text not null,
  latitude numeric(9,6),
  longitude numeric(9,6),
  labor_cost bigint,
  allow_partial boolean default true not null,
  most_polls integer default 5 not null,
  stock_connection text collate "C" default ''::text not null,
  stock_offline boolean default false not null,
  backorders boolean default true not null,
  transfer_method text collate "C" default ''::text not null,
  confirms_once boolean default false not null,
  constraint location_cut_off_check CHECK (((cut_off = ''::text) OR (cut_off ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))),
  constraint location_labor_cost_check CHECK ((labor_cost >= 0)),
  constraint location_latitude_check CHECK (((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric))),
  constraint location_longitude_check CHECK (((longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric))),
  constraint location_most_polls_check CHECK (((most_polls >= 1) AND (most_polls <= 100))),
  constraint location_pick_up_days_check CHECK (((pick_up_days >= 0) AND (pick_up_days <= 3650))),
  constraint location_whole_place CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint location_pkey PRIMARY KEY (company_id, id),
  constraint location_company_id_code_key UNIQUE (company_id, code)
);

create table inventory.location_load (
  company_id bigint not null,
  location_id bigint not null,
  on_day date not null,
  orders integer not null,
  last_root_id bigint not null,
  constraint location_load_pkey PRIMARY KEY (company_id, location_id)
);

create table inventory.material_need (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  place integer not null,
  item_id bigint not null,
  location_id bigint not null,
  needed_on date not null,
  quantity numeric(20,6) not null,
  constraint material_need_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint material_need_pkey PRIMARY KEY (company_id, root_id, source_id, place)
);

create table inventory.planned_demand (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  quantity numeric(20,6) not null,
  promised_on date,
  asked_at timestamp with time zone not null,
  bound boolean default false not null,
  not_at bigint[] default '{}'::bigint[] not null,
  node text collate "C" default ''::text not null,
  waits_for_release boolean default false not null,
  made numeric(20,6) default 0 not null,
  served_from date,
  constraint planned_demand_made CHECK (((made >= (0)::numeric) AND (made <= quantity))),
  constraint planned_demand_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint planned_demand_pkey PRIMARY KEY (company_id, root_id, source_id)
);

create table inventory.postcode_area (
  company_id bigint not null,
  country text collate "C" not null,
  prefix text collate "C" not null,
  latitude numeric(9,6) not null,
  longitude numeric(9,6) not null,
  constraint postcode_area_latitude_check CHECK (((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric))),
  constraint postcode_area_longitude_check CHECK (((longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric))),
  constraint postcode_area_pkey PRIMARY KEY (company_id, country, prefix)
);

create table inventory.reservation (
  company_id bigint not null,
  root_id bigint not null,
  source_ids bigint[] not null,
  item_ids bigint[] not null,
  location_ids bigint[] not null,
  quantities numeric(20,6)[] not null,
  constraint reservation_quantities_check CHECK (((0)::numeric < ALL (quantities))),
  constraint reservation_pkey PRIMARY KEY (company_id, root_id)
);

create table inventory.resource (
  company_id bigint not null,
  code text collate "C" not null,
  location_id bigint not null,
  name text not null,
  hours_per_day numeric(20,6) not null,
  calendar text collate "C" not null,
  constraint resource_hours_per_day_check CHECK ((hours_per_day >= (0)::numeric)),
  constraint resource_pkey PRIMARY KEY (company_id, code, location_id)
);

create table inventory.resource_hours (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  place integer not null,
  resource text collate "C" not null,
  location_id bigint not null,
  on_day date not null,
  hours numeric(20,6) not null,
  constraint resource_hours_hours_check CHECK ((hours > (0)::numeric)),
  constraint resource_hours_pkey PRIMARY KEY (company_id, root_id, source_id, place)
);

create table inventory.resource_load (
  company_id bigint not null,
  resource text collate "C" not null,
  location_id bigint not null,
  version bigint not null,
  constraint resource_load_pkey PRIMARY KEY (company_id, resource, location_id)
);

create table inventory.sell_through (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  quantity numeric(20,6) not null,
  constraint sell_through_quantity_check CHECK ((quantity >= (0)::numeric)),
  constraint sell_through_pkey PRIMARY KEY (company_id, item_id, location_id)
);

create table inventory.shortage (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  since timestamp with time zone not null,
  due_at timestamp with time zone not null,
  batch bigint,
  taken numeric(20,6),
  constraint shortage_pkey PRIMARY KEY (company_id, item_id, location_id)
);

create table inventory.sourcing_rule (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  name text not null,
  active boolean not null,
  precedence integer not null,
  order_type text collate "C" not null,
  source text collate "C" not null,
  ship_method text collate "C" not null,
  terms jsonb not null,
  constraint sourcing_rule_pkey PRIMARY KEY (company_id, code)
);

create table inventory.sourcing_search (
  company_id bigint not null,
  root_id bigint not null,
  id bigint not null,
  batch bigint not null,
  attempt integer not null,
  rule text collate "C" not null,
  rule_version integer not null,
  record jsonb not null,
  constraint sourcing_search_pkey PRIMARY KEY (company_id, root_id, id)
);

create table inventory.stock_gate (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  on_hand numeric(20,6) not null,
  reserved numeric(20,6) not null,
  horizon_version bigint default 0 not null,
  opened boolean default false not null,
  safety numeric(20,6) default 0 not null,
  constraint stock_gate_reserved_check CHECK ((reserved >= (0)::numeric)),
  constraint stock_gate_pkey PRIMARY KEY (company_id, item_id, location_id)
) with (fillfactor=50);

create table inventory.stock_move (
  company_id bigint not null,
  root_id bigint not null,
  id bigint not null,
  batch bigint not null,
  kind text collate "C" not null,
  item_id bigint not null,
  location_id bigint not null,
  quantity numeric(20,6) not null,
  value bigint not null,
  moved_on date not null,
  source_id bigint not null,
  constraint stock_move_kind_check CHECK ((kind = ANY (ARRAY['opening'::text, 'receipt'::text, 'issue'::text, 'return'::text, 'adjustment'::text, 'revaluation'::text, 'transfer'::text]))),
  constraint stock_move_pkey PRIMARY KEY (company_id, root_id, id)
);

create table inventory.supply (
  company_id bigint not null,
  id bigint not null,
  number text collate "C" not null,
  item_id bigint not null,
  location_id bigint not null,
  due_on date not null,
  quantity numeric(20,6) not null,
  received numeric(20,6) default 0 not null,
  unit_cost numeric(20,6) not null,
  kind text collate "C" default 'purchase_order'::text not null,
  constraint supply_kind_check CHECK ((kind = ANY (ARRAY['purchase_order'::text, 'requisition'::text, 'work_order'::text, 'planned_order'::text, 'transfer'::text, 'in_transit'::text]))),
  constraint supply_quantity_check CHECK ((quantity >= (0)::numeric)),
  constraint supply_received_check CHECK ((received >= (0)::numeric)),
  constraint supply_unit_cost_check CHECK ((unit_cost >= (0)::numeric)),
  constraint supply_pkey PRIMARY KEY (company_id, id),
  constraint supply_company_id_number_key UNIQUE (company_id, number)
);

create table inventory.supply_change (
  company_id bigint not null,
  supply_id bigint not null,
  id bigint not null,
  batch bigint not null,
  actor text collate "C" not null,
  reason text not null,
  due_before date not null,
  due_on date not null,
  quantity_before numeric(20,6) not null,
  quantity numeric(20,6) not null,
  constraint supply_change_pkey PRIMARY KEY (company_id, supply_id, id)
);

create table inventory.supply_rule (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  name text not null,
  active boolean not null,
  origins jsonb not null,
  assignments jsonb not null,
  constraint supply_rule_assignments_check CHECK ((jsonb_typeof(assignments) = 'array'::text)),
  constraint supply_rule_origins_check CHECK ((jsonb_typeof(origins) = 'array'::text)),
  constraint supply_rule_pkey PRIMARY KEY (company_id, code)
);

create table inventory.system (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  connection text collate "C",
  costs boolean not null,
  prices boolean not null,
  price_rank integer not null,
  item_class text collate "C",
  refresh_seconds integer not null,
  stale_seconds integer not null,
  active boolean not null,
  constraint system_pkey PRIMARY KEY (company_id, id),
  constraint system_company_id_code_key UNIQUE (company_id, code)
);

create table inventory.system_cost (
  company_id bigint not null,
  item_id bigint not null,
  cost_organization bigint not null,
  system_id bigint not null,
  unit_cost numeric(20,6) not null,
  as_of timestamp with time zone not null,
  fetched_at timestamp with time zone not null,
  batch bigint not null,
  constraint system_cost_pkey PRIMARY KEY (company_id, item_id, cost_organization)
) with (fillfactor=80);

create table inventory.system_price (
  company_id bigint not null,
  item_id bigint not null,
  system_id bigint not null,
  uom text collate "C" not null,
  currency text collate "C" not null,
  unit_price numeric(20,6) not null,
  as_of timestamp with time zone not null,
  fetched_at timestamp with time zone not null,
  batch bigint not null,
  constraint system_price_pkey PRIMARY KEY (company_id, item_id, system_id, uom, currency)
) with (fillfactor=80);

create table inventory.system_problem (
  company_id bigint not null,
  system_id bigint not null,
  sku text collate "C" not null,
  place text collate "C" not null,
  problems jsonb not null,
  seen_at timestamp with time zone not null,
  constraint system_problem_pkey PRIMARY KEY (company_id, system_id, sku, place)
);

create table inventory.system_state (
  company_id bigint not null,
  system_id bigint not null,
  step bigint not null,
  cursor text,
  due_at timestamp with time zone,
  as_of timestamp with time zone,
  fetched_at timestamp with time zone,
  failures integer not null,
  problem text,
  failed_at timestamp with time zone,
  round_rows integer not null,
  constraint system_state_pkey PRIMARY KEY (company_id, system_id)
) with (fillfactor=50);

create table inventory.temporary_reservation (
  company_id bigint not null,
  key text collate "C" not null,
  batch bigint not null,
  made_by text collate "C" not null,
  until_at timestamp with time zone not null,
  order_id bigint,
  item_ids bigint[] not null,
  location_ids bigint[] not null,
  quantities numeric(20,6)[] not null,
  shares jsonb default '[]'::jsonb not null,
  constraint temporary_reservation_check CHECK (((order_id IS NULL) OR (item_ids = '{}'::bigint[]))),
  constraint temporary_reservation_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 200))),
  constraint temporary_reservation_quantities_check CHECK (((0)::numeric < ALL (quantities))),
  constraint temporary_reservation_pkey PRIMARY KEY (company_id, key)
);

create table inventory.transit_lane (
  company_id bigint not null,
  ship_method text collate "C" not null,
  location_id bigint,
  country text collate "C" not null,
  region text collate "C" not null,
  transit_days integer not null,
  carrier_calendar text collate "C" not null,
  receiving_calendar text collate "C" not null,
  cost bigint,
  constraint transit_lane_cost_check CHECK ((cost >= 0)),
  constraint transit_lane_transit_days_check CHECK (((transit_days >= 0) AND (transit_days <= 365)))
);

CREATE INDEX allocation_quantity_since ON inventory.allocation_quantity USING btree (company_id, item_id, week);

CREATE INDEX allocation_use_of ON inventory.allocation_use USING btree (company_id, item_id, location_id, week, node);

CREATE INDEX allocation_used_since ON inventory.allocation_used USING btree (company_id, item_id, week);

CREATE INDEX feed_difference_open ON inventory.feed_difference USING btree (company_id, snapshot_id, place) WHERE (state = 'open'::text);

CREATE INDEX feed_event_as_of ON inventory.feed_event USING btree (company_id, feed_id, as_of) WHERE applied;

CREATE INDEX feed_event_covered ON inventory.feed_event USING btree (company_id, feed_id, as_of) WHERE (NOT applied);

CREATE INDEX feed_snapshot_held ON inventory.feed_snapshot USING btree (company_id, id) WHERE (state = 'held'::text);

CREATE INDEX feed_snapshot_work ON inventory.feed_snapshot USING btree (state, as_of, company_id, id) WHERE (state = ANY (ARRAY['complete'::text, 'posting'::text]));

CREATE INDEX material_need_item ON inventory.material_need USING btree (company_id, item_id);

CREATE INDEX planned_demand_bound_now ON inventory.planned_demand USING btree (company_id, item_id, location_id, quantity) WHERE (bound AND (NOT waits_for_release));

CREATE INDEX planned_demand_dated ON inventory.planned_demand USING btree (company_id, item_id) WHERE (promised_on IS NOT NULL);

CREATE INDEX planned_demand_free_now ON inventory.planned_demand USING btree (company_id, item_id, quantity) WHERE ((NOT bound) AND (NOT waits_for_release));

CREATE INDEX planned_demand_refused ON inventory.planned_demand USING btree (company_id, item_id, asked_at) WHERE (not_at <> '{}'::bigint[]);

CREATE INDEX planned_demand_to_release ON inventory.planned_demand USING btree (company_id, item_id) WHERE waits_for_release;

CREATE INDEX planned_demand_turn_now ON inventory.planned_demand USING btree (company_id, item_id, waits_for_release, (
CASE
    WHEN bound THEN location_id
    ELSE (0)::bigint
END), asked_at, root_id, source_id, quantity);

CREATE INDEX resource_hours_day ON inventory.resource_hours USING btree (company_id, resource, location_id, on_day);

CREATE INDEX stock_gate_safety ON inventory.stock_gate USING btree (company_id, item_id, location_id) WHERE (safety > (0)::numeric);

CREATE INDEX stock_move_day ON inventory.stock_move USING brin (moved_on date_minmax_multi_ops) WITH (autosummarize='on');

CREATE INDEX supply_item ON inventory.supply USING btree (company_id, item_id) WHERE (received < quantity);

CREATE INDEX temporary_reservation_until ON inventory.temporary_reservation USING btree (company_id, until_at, key);

CREATE UNIQUE INDEX transit_lane_key ON inventory.transit_lane USING btree (company_id, ship_method, COALESCE(location_id, (0)::bigint), country, region);

create view inventory.location_public as
 SELECT company_id,
    id,
    code,
    name,
    country,
    rank,
    cost_organization,
    ship_lead_days,
    auto_confirm
   FROM inventory.location;

create view inventory.move_public as
 SELECT company_id,
    root_id,
    id,
    batch,
    kind,
    item_id,
    location_id,
    quantity,
    value,
    moved_on,
    source_id
   FROM inventory.stock_move;

create view inventory.reservation_public as
 SELECT v.company_id,
    v.root_id,
    p.source_id,
    p.item_id,
    p.location_id,
    p.quantity
   FROM inventory.reservation v
     CROSS JOIN LATERAL UNNEST(v.source_ids, v.item_ids, v.location_ids, v.quantities) p(source_id, item_id, location_id, quantity);

create view inventory.stock_public as
 SELECT company_id,
    item_id,
    location_id,
    on_hand,
    reserved,
    on_hand - reserved AS available
   FROM inventory.stock_gate;

create view inventory.temporary_reservation_public as
 SELECT t.company_id,
    t.key,
    p.item_id,
    p.location_id,
    p.quantity
   FROM inventory.temporary_reservation t
     CROSS JOIN LATERAL UNNEST(t.item_ids, t.location_ids, t.quantities) p(item_id, location_id, quantity);

CREATE OR REPLACE FUNCTION inventory.relieved(value numeric, quantity numeric, cumulative numeric, unit numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when quantity > 0
    then round(value * least(cumulative, quantity) / quantity) + round(greatest(cumulative - quantity, 0) * unit)
    else round(cumulative * unit) end
$function$;

create schema ledger;

create table ledger.account (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  type text collate "C" not null,
  control text collate "C",
  constraint account_type_check CHECK ((type = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'revenue'::text, 'expense'::text]))),
  constraint account_pkey PRIMARY KEY (company_id, id),
  constraint account_company_id_code_key UNIQUE (company_id, code)
);

create table ledger.balance_delta (
  company_id bigint not null,
  batch bigint not null,
  part smallint not null,
  account_id bigint not null,
  period text collate "C" not null,
  debit bigint not null,
  credit bigint not null,
  constraint balance_delta_pkey PRIMARY KEY (company_id, batch, part, account_id, period)
);

create table ledger.balance_fold (
  company_id bigint not null,
  level smallint not null,
  after_pos bigint not null,
  pos bigint not null,
  account_ids bigint[] not null,
  periods text[] collate "C" not null,
  debits bigint[] not null,
  credits bigint[] not null,
  constraint balance_fold_check CHECK ((pos > after_pos)),
  constraint balance_fold_level_check CHECK ((level = ANY (ARRAY[1, 2]))),
  constraint balance_fold_pkey PRIMARY KEY (company_id, level, after_pos)
);

create table ledger.entry (
  company_id bigint not null,
  id bigint not null,
  batch bigint not null,
  event text collate "C" not null,
  posted_on date not null,
  source_type text collate "C" not null,
  source_id bigint not null,
  cause_id bigint,
  currency text collate "C" not null,
  rate_e10 bigint not null,
  debit_accounts bigint[] not null,
  credit_accounts bigint[] not null,
  amounts bigint[] not null,
  functional_amounts bigint[],
  kinds text collate "C" not null,
  line_ids bigint[],
  rule_ids bigint[] not null,
  constraint entry_pkey PRIMARY KEY (company_id, id)
);

create table ledger.period (
  company_id bigint not null,
  code text collate "C" not null,
  starts_on date not null,
  ends_on date not null,
  constraint period_pkey PRIMARY KEY (company_id, code)
);

create table ledger.posting_rule (
  company_id bigint not null,
  id bigint not null,
  event text collate "C" not null,
  amount_kind text collate "C" not null,
  order_type text collate "C",
  item_class text collate "C",
  condition text,
  debit_account bigint not null,
  credit_account bigint not null,
  version integer default 1 not null,
  active boolean default true not null,
  constraint posting_rule_company_id_credit_account_fkey FOREIGN KEY (company_id, credit_account) REFERENCES ledger.account(company_id, id),
  constraint posting_rule_company_id_debit_account_fkey FOREIGN KEY (company_id, debit_account) REFERENCES ledger.account(company_id, id),
  constraint posting_rule_pkey PRIMARY KEY (company_id, id)
);

CREATE INDEX entry_cause ON ledger.entry USING btree (company_id, cause_id);

CREATE INDEX entry_invoice ON ledger.entry USING btree (company_id, source_id) WHERE ((cause_id IS NULL) AND (source_type = 'invoice'::text));

create view ledger.line_public as
 SELECT p.company_id,
    p.entry_id,
    p.ordinal,
    s.side,
    s.account_id,
    p.functional_amount,
    p.amount,
    p.kind,
    p.line_id,
    p.rule_id
   FROM ledger.posting_public p
     CROSS JOIN LATERAL ( VALUES ('debit'::text,p.debit_account), ('credit'::text,p.credit_account)) s(side, account_id);

create view ledger.posting_public as
 SELECT e.company_id,
    e.id AS entry_id,
    p.ordinal::integer AS ordinal,
    p.debit_account,
    p.credit_account,
    p.amount,
    COALESCE(p.functional_amount, p.amount) AS functional_amount,
    p.kind,
    p.line_id,
    p.rule_id
   FROM ledger.entry e
     CROSS JOIN LATERAL UNNEST(e.debit_accounts, e.credit_accounts, e.amounts, e.functional_amounts, string_to_array(e.kinds, ' '::text), e.line_ids, e.rule_ids) WITH ORDINALITY p(debit_account, credit_account, amount, functional_amount, kind, line_id, rule_id, ordinal);

CREATE OR REPLACE FUNCTION ledger.post_public(company_ids bigint[], entry_ids bigint[], batches bigint[], events text[], posted_on date[], source_types text[], source_ids bigint[], cause_ids bigint[], currencies text[], debit_accounts bigint[], credit_accounts bigint[], amounts bigint[], kinds text[], line_ids bigint[], rule_ids bigint[], part smallint DEFAULT 1)
 RETURNS void
 LANGUAGE sql
AS $function$
  with posted as (
    insert into ledger.entry (company_id, id, batch, event, posted_on, source_type, source_id, cause_id, currency, rate_e10,
      debit_accounts, credit_accounts, amounts, kinds, line_ids, rule_ids)
    select p.company_id, p.entry_id, max(p.batch), max(p.event), max(p.posted_on), max(p.source_type), max(p.source_id),
      max(p.cause_id), max(p.currency), 10000000000,
      coalesce(array_agg(p.debit_account) filter (where p.amount <> 0), '{}'),
      coalesce(array_agg(p.credit_account) filter (where p.amount <> 0), '{}'),
      coalesce(array_agg(p.amount) filter (where p.amount <> 0), '{}'),
      coalesce(string_agg(p.kind, ' ') filter (where p.amount <> 0), ''),
      case when count(p.line_id) > 0 then array_agg(p.line_id) filter (where p.amount <> 0) end,
      coalesce(array_agg(p.rule_id) filter (where p.amount <> 0), '{}')
    from (
      select p.* from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) with ordinality
        as p(company_id, entry_id, batch, event, posted_on, source_type, source_id, cause_id, currency, debit_account,
          credit_account, amount, kind, line_id, rule_id, place)
      order by p.company_id, p.entry_id, p.place
    ) p
    group by p.company_id, p.entry_id
    returning company_id, batch, posted_on, debit_accounts, credit_accounts, amounts
  )
  insert into ledger.balance_delta (company_id, batch, part, account_id, period, debit, credit)
  select m.company_id, m.batch, $16, s.account_id, to_char(m.posted_on, 'YYYY-MM'), sum(s.debit), sum(s.credit)
  from (
    select e.company_id, e.batch, e.posted_on, p.debit_account, p.credit_account, sum(p.amount)::bigint as amount
    from posted e cross join lateral unnest(e.debit_accounts, e.credit_accounts, e.amounts) as p(debit_account, credit_account, amount)
    group by 1, 2, 3, 4, 5
  ) m
  cross join lateral (values (m.debit_account, m.amount, 0::bigint), (m.credit_account, 0, m.amount)) as s(account_id, debit, credit)
  group by m.company_id, m.batch, s.account_id, to_char(m.posted_on, 'YYYY-MM')
$function$;

create schema monitoring;

create sequence monitoring.alert_change_id_seq as bigint increment by 1 start with 1;

create sequence monitoring.alert_id_seq as bigint increment by 1 start with 1;

create sequence monitoring.message_id_seq as bigint increment by 1 start with 1;

create table monitoring.alert (
  company_id bigint not null,
  id bigint not null,
  condition text collate "C" not null,
  subject text collate "C" not null,
  severity text collate "C" not null,
  says text not null,
  facts jsonb not null,
  at_risk bigint,
  currency text collate "C",
  state text collate "C" not null,
  standing boolean not null,
  episode integer not null,
  seen bigint not null,
  raised_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  constraint alert_severity_check CHECK ((severity = ANY (ARRAY['warning'::text, 'critical'::text]))),
  constraint alert_state_check CHECK ((state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'resolved'::text]))),
  constraint alert_pkey PRIMARY KEY (company_id, id),
  constraint alert_company_id_condition_subject_key UNIQUE (company_id, condition, subject)
) with (fillfactor=50);

create table monitoring.alert_change (
  company_id bigint not null,
  alert_id bigint not null,
  id bigint not null,
  at timestamp with time zone not null,
  state text collate "C" not null,
  actor text collate "C" not null,
  note text,
  constraint alert_change_pkey PRIMARY KEY (company_id, alert_id, id)
);

create table monitoring.arrival (
  company_id bigint not null,
  source text collate "C" not null,
  hour timestamp with time zone not null,
  currency text collate "C" not null,
  orders integer not null,
  total numeric not null,
  worth numeric not null,
  constraint arrival_pkey PRIMARY KEY (company_id, source, hour, currency)
) with (fillfactor=60);

create table monitoring.arrival_state (
  company_id bigint not null,
  source text collate "C" not null,
  pos bigint not null,
  first_at timestamp with time zone,
  last_at timestamp with time zone,
  prefix text collate "C",
  highest bigint,
  constraint arrival_state_pkey PRIMARY KEY (company_id, source)
) with (fillfactor=50);

create table monitoring.breach (
  company_id bigint not null,
  law text collate "C" not null,
  subject bigint not null,
  what text not null,
  expected text not null,
  actual text not null,
  found_at timestamp with time zone not null,
  constraint breach_pkey PRIMARY KEY (company_id, law, subject)
);

create table monitoring.difference (
  company_id bigint not null,
  source text collate "C" not null,
  day date not null,
  what text collate "C" not null,
  name text collate "C" not null,
  currency text collate "C" not null,
  there bigint,
  here bigint,
  order_id bigint,
  found_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint difference_what_check CHECK ((what = ANY (ARRAY['missing_here'::text, 'missing_there'::text, 'other_amount'::text, 'not_submitted'::text, 'duplicate'::text, 'count'::text, 'total'::text]))),
  constraint difference_pkey PRIMARY KEY (company_id, source, day, what, name, currency)
);

create table monitoring.expectation (
  company_id bigint not null,
  party text collate "C" not null,
  code text collate "C" not null,
  within_seconds integer,
  rate jsonb,
  sequence jsonb,
  reconciled_within_hours integer,
  stated_at timestamp with time zone not null,
  stated_pos bigint not null,
  constraint expectation_party_check CHECK ((party = ANY (ARRAY['channel'::text, 'warehouse'::text, 'shop'::text, 'webhook'::text]))),
  constraint expectation_pkey PRIMARY KEY (company_id, party, code)
);

create table monitoring.law_progress (
  company_id bigint not null,
  pos bigint not null,
  checked_at timestamp with time zone not null,
  constraint law_progress_pkey PRIMARY KEY (company_id)
);

create table monitoring.message (
  id bigint not null,
  company_id bigint not null,
  alert_id bigint not null,
  episode integer not null,
  event text collate "C" not null,
  target text collate "C" not null,
  body jsonb not null,
  state text collate "C" default 'waiting'::text not null,
  attempts integer default 0 not null,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  problem text,
  constraint message_event_check CHECK ((event = ANY (ARRAY['raised'::text, 'resolved'::text, 'test'::text]))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text]))),
  constraint message_target_check CHECK ((target = ANY (ARRAY['webhook'::text, 'mail'::text]))),
  constraint message_pkey PRIMARY KEY (id)
) with (fillfactor=60);

create table monitoring.order_gap (
  company_id bigint not null,
  source text collate "C" not null,
  first bigint not null,
  last bigint not null,
  width integer not null,
  since_at timestamp with time zone not null,
  constraint order_gap_check CHECK ((first <= last)),
  constraint order_gap_pkey PRIMARY KEY (company_id, source, first)
);

create table monitoring.reconciliation (
  company_id bigint not null,
  source text collate "C" not null,
  day date not null,
  stated_at timestamp with time zone not null,
  stated_by text collate "C" not null,
  listed boolean not null,
  orders_there integer not null,
  orders_here integer not null,
  totals_there jsonb not null,
  totals_here jsonb not null,
  constraint reconciliation_pkey PRIMARY KEY (company_id, source, day)
);

create table monitoring.setup_record (
  company_id bigint not null,
  step text collate "C" not null,
  id bigint not null,
  batch bigint not null,
  act text collate "C" not null,
  at timestamp with time zone not null,
  actor text collate "C" not null,
  state text collate "C" not null,
  found text not null,
  remedy text,
  constraint setup_record_act_check CHECK ((act = ANY (ARRAY['checked'::text, 'waived'::text, 'went_live'::text]))),
  constraint setup_record_state_check CHECK ((state = ANY (ARRAY['pass'::text, 'fail'::text, 'not_applicable'::text]))),
  constraint setup_record_pkey PRIMARY KEY (company_id, step, id)
);

CREATE INDEX difference_open ON monitoring.difference USING btree (company_id, source, day) WHERE (settled_at IS NULL);

CREATE INDEX message_due ON monitoring.message USING btree (due_at) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX message_once ON monitoring.message USING btree (company_id, alert_id, episode, event, target) WHERE (alert_id <> 0);

create schema negotiation;

create table negotiation.quote (
  company_id bigint not null,
  id bigint not null,
  revision bigint not null,
  version integer not null,
  state text collate "C" not null,
  sent_version integer,
  account_id bigint not null,
  made_at timestamp with time zone not null,
  expires_on date,
  alternative text collate "C",
  constraint quote_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'pending_approval'::text, 'sent'::text, 'accepted'::text, 'refused'::text, 'expired'::text, 'withdrawn'::text]))),
  constraint quote_pkey PRIMARY KEY (company_id, id)
);

create table negotiation.quote_alternative (
  company_id bigint not null,
  quote_id bigint not null,
  version integer not null,
  place integer not null,
  code text collate "C" not null,
  title text,
  discounts jsonb not null,
  net bigint not null,
  freight bigint not null,
  tax bigint not null,
  discount_percent numeric(20,6) default 0 not null,
  constraint quote_alternative_pkey PRIMARY KEY (company_id, quote_id, version, place)
);

create table negotiation.quote_approval (
  company_id bigint not null,
  quote_id bigint not null,
  version integer not null,
  rules text[] not null,
  levels text[] not null,
  level smallint not null,
  agreed text[] not null,
  state text collate "C" not null,
  made_by text not null,
  requested_by text,
  constraint quote_approval_state_check CHECK ((state = ANY (ARRAY['wanted'::text, 'approved'::text, 'rejected'::text]))),
  constraint quote_approval_pkey PRIMARY KEY (company_id, quote_id, version)
);

create table negotiation.quote_history (
  company_id bigint not null,
  quote_id bigint not null,
  revision bigint not null,
  batch bigint not null,
  at timestamp with time zone not null,
  act text collate "C" not null,
  actor text collate "C" not null,
  reason text,
  version integer not null,
  state text collate "C" not null,
  constraint quote_history_pkey PRIMARY KEY (company_id, quote_id, revision)
);

create table negotiation.quote_line (
  company_id bigint not null,
  quote_id bigint not null,
  version integer not null,
  place integer not null,
  line_no integer not null,
  parent_no integer,
  per_parent integer,
  option text,
  stated jsonb,
  sku text collate "C" not null,
  uom text collate "C" not null,
  quantity numeric(20,6) not null,
  unit_price numeric(20,6) not null,
  amount bigint not null,
  freight_amount bigint not null,
  net bigint not null,
  freight bigint not null,
  tax bigint not null,
  tax_percent numeric(20,6) not null,
  waterfall jsonb not null,
  requested_on date not null,
  promises jsonb not null,
  item_name text default ''::text not null,
  agreement jsonb,
  sold jsonb,
  constraint quote_line_pkey PRIMARY KEY (company_id, quote_id, version, place, line_no)
);

create table negotiation.quote_release (
  company_id bigint not null,
  quote_id bigint not null,
  order_id bigint not null,
  line_no integer not null,
  version integer not null,
  place integer not null,
  batch bigint not null,
  quantity numeric(20,6) not null,
  sold_quantity numeric(20,6),
  constraint quote_release_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint quote_release_pkey PRIMARY KEY (company_id, quote_id, order_id, line_no)
);

create table negotiation.quote_version (
  company_id bigint not null,
  quote_id bigint not null,
  version integer not null,
  batch bigint not null,
  source text collate "C" not null,
  account_id bigint not null,
  account_number text collate "C" not null,
  currency text collate "C" not null,
  valid_from date not null,
  valid_until date not null,
  customer_reference text,
  tax_inclusive boolean not null,
  terms jsonb not null,
  priced_on date not null,
  rule_names jsonb not null,
  freight_taxed boolean default true not null,
  constraint quote_version_pkey PRIMARY KEY (company_id, quote_id, version)
);

CREATE INDEX quote_account ON negotiation.quote USING btree (company_id, account_id, id);

CREATE INDEX quote_expiry ON negotiation.quote USING btree (company_id, expires_on, id) WHERE (expires_on IS NOT NULL);

CREATE INDEX quote_history_batch ON negotiation.quote_history USING btree (company_id, batch);

CREATE INDEX quote_state ON negotiation.quote USING btree (company_id, state, id);

CREATE INDEX quote_version_reference ON negotiation.quote_version USING btree (company_id, customer_reference COLLATE "C") WHERE (customer_reference IS NOT NULL);

create view negotiation.quote_told as
 SELECT company_id,
    batch,
    quote_id,
    revision,
    act,
    actor,
    reason,
    version,
    state,
    ARRAY['quote.'::text ||
        CASE act
            WHEN 'create'::text THEN 'created'::text
            WHEN 'revise'::text THEN 'revised'::text
            WHEN 'reprice'::text THEN 'revised'::text
            WHEN 'ask_for_approval'::text THEN 'approval_requested'::text
            WHEN 'approve'::text THEN 'approval_moved'::text
            WHEN 'ask_for_information'::text THEN 'information_asked'::text
            WHEN 'reject'::text THEN 'rejected'::text
            WHEN 'send'::text THEN 'sent'::text
            WHEN 'accept'::text THEN 'accepted'::text
            WHEN 'refuse'::text THEN 'refused'::text
            WHEN 'withdraw'::text THEN 'withdrawn'::text
            ELSE 'expired'::text
        END] AS events
   FROM negotiation.quote_history h;

create schema orchestration;

create table orchestration.backlog_line (
  company_id bigint not null,
  run_id bigint not null,
  place integer not null,
  order_id bigint not null,
  part_id bigint not null,
  item_id bigint not null,
  quantity numeric(20,6) not null,
  value bigint not null,
  priority integer not null,
  location_before bigint not null,
  promised_before date,
  location_id bigint not null,
  promised_on date,
  arrives_on date,
  change text collate "C" not null,
  reason text collate "C" not null,
  asked_at timestamp with time zone not null,
  turn_at timestamp with time zone not null,
  constraint backlog_line_change_check CHECK ((change = ANY (ARRAY['gains'::text, 'slips'::text, 'moves'::text, 'same'::text]))),
  constraint backlog_line_pkey PRIMARY KEY (company_id, run_id, place)
);

create table orchestration.backlog_run (
  company_id bigint not null,
  id bigint not null,
  batch bigint not null,
  made_by text collate "C" not null,
  made_on date not null,
  rules jsonb not null,
  lines integer not null,
  counts jsonb not null,
  item_ids bigint[] not null,
  looks text[] not null,
  released_batch bigint,
  released_by text collate "C",
  shipping jsonb,
  constraint backlog_run_pkey PRIMARY KEY (company_id, id)
);

create table orchestration.bulk_job (
  company_id bigint not null,
  id bigint not null,
  act text collate "C" not null,
  input jsonb not null,
  chosen jsonb not null,
  actor text collate "C" not null,
  scopes text[] collate "C" not null,
  state text collate "C" not null,
  total integer not null,
  done integer default 0 not null,
  failed integer default 0 not null,
  left_out integer not null,
  failure_limit integer,
  asked_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint bulk_job_failure_limit_check CHECK ((failure_limit > 0)),
  constraint bulk_job_state_check CHECK ((state = ANY (ARRAY['running'::text, 'completed'::text, 'stopped'::text]))),
  constraint bulk_job_pkey PRIMARY KEY (company_id, id)
);

create table orchestration.bulk_target (
  company_id bigint not null,
  job_id bigint not null,
  place integer not null,
  order_id bigint not null,
  task_id bigint,
  state text collate "C" not null,
  code text collate "C",
  message text,
  constraint bulk_target_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'failed'::text, 'left_out'::text]))),
  constraint bulk_target_pkey PRIMARY KEY (company_id, job_id, place)
);

create table orchestration.call (
  company_id bigint not null,
  order_id bigint not null,
  task_id bigint not null,
  generation integer not null,
  mode text collate "C" not null,
  system text collate "C" not null,
  key text collate "C" not null,
  method text collate "C" not null,
  path text collate "C" not null,
  content bytea,
  input jsonb not null,
  state text collate "C" not null,
  attempt integer default 0 not null,
  due_at timestamp with time zone,
  out_until timestamp with time zone,
  accepted_at timestamp with time zone,
  answer_by timestamp with time zone,
  status text collate "C",
  data jsonb,
  class text collate "C",
  problem text,
  kept_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint call_check CHECK (((settled_at IS NOT NULL) = (state = ANY (ARRAY['answered'::text, 'failed'::text])))),
  constraint call_check1 CHECK (((state <> ALL (ARRAY['answered'::text, 'failed'::text])) OR (due_at IS NULL))),
  constraint call_class_check CHECK ((class = ANY (ARRAY['later'::text, 'wrong'::text, 'impossible'::text, 'unknown'::text]))),
  constraint call_mode_check CHECK ((mode = ANY (ARRAY['do'::text, 'redo'::text, 'undo'::text]))),
  constraint call_state_check CHECK ((state = ANY (ARRAY['kept'::text, 'sent'::text, 'unknown'::text, 'answered'::text, 'failed'::text]))),
  constraint call_pkey PRIMARY KEY (company_id, order_id, task_id, generation, mode)
) with (fillfactor=60);

create table orchestration.component (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  pattern text collate "C" not null,
  model_version integer not null,
  location_id bigint,
  line_ids bigint[] not null,
  line_nos integer[] default '{}'::integer[] not null,
  planned_start timestamp with time zone,
  planned_end timestamp with time zone,
  constraint component_pkey PRIMARY KEY (company_id, order_id, id)
);

create table orchestration.dependency (
  company_id bigint not null,
  order_id bigint not null,
  from_component bigint not null,
  to_component bigint not null,
  from_lines integer[] not null,
  to_lines integer[] not null,
  items text collate "C" not null,
  constraint dependency_items_check CHECK ((items = ANY (ARRAY['same'::text, 'all'::text, 'equal'::text]))),
  constraint dependency_pkey PRIMARY KEY (company_id, order_id, from_component, to_component)
);

create table orchestration.fact (
  company_id bigint not null,
  order_id bigint not null,
  line_no integer not null,
  name text collate "C" not null,
  value text not null,
  task_id bigint,
  actor text collate "C" not null,
  at timestamp with time zone not null,
  constraint fact_pkey PRIMARY KEY (company_id, order_id, line_no, name)
) with (fillfactor=70);

create table orchestration.fulfillment_state (
  company_id bigint not null,
  order_id bigint not null,
  sequence integer not null,
  state text collate "C" not null,
  items jsonb not null,
  constraint fulfillment_state_sequence_check CHECK ((sequence > 0)),
  constraint fulfillment_state_pkey PRIMARY KEY (company_id, order_id)
) with (fillfactor=70);

create table orchestration.hold_code (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  tasks text[] collate "C" not null,
  place_scope text collate "C" not null,
  release_scope text collate "C" not null,
  days integer,
  active boolean not null,
  version integer not null,
  constraint hold_code_days_check CHECK (((days >= 0) AND (days <= 3650))),
  constraint hold_code_pkey PRIMARY KEY (company_id, code)
);

create table orchestration.jeopardy (
  company_id bigint not null,
  order_id bigint not null,
  due_at timestamp with time zone,
  priority text collate "C",
  score integer,
  reason text,
  task_id bigint,
  required_by timestamp with time zone,
  expected_at timestamp with time zone,
  since timestamp with time zone,
  acknowledged_by text collate "C",
  constraint jeopardy_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint jeopardy_pkey PRIMARY KEY (company_id, order_id)
) with (fillfactor=70);

create table orchestration.jeopardy_place (
  company_id bigint not null,
  policy_version integer not null,
  taken_up bigint,
  pos bigint not null,
  constraint jeopardy_place_pkey PRIMARY KEY (company_id)
);

create table orchestration.jeopardy_policy (
  company_id bigint not null,
  version integer not null,
  body jsonb not null,
  constraint jeopardy_policy_pkey PRIMARY KEY (company_id)
);

create table orchestration.life_cycle_policy (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  version integer not null,
  body jsonb not null,
  active boolean not null,
  constraint life_cycle_policy_pkey PRIMARY KEY (company_id, code)
);

create table orchestration.order_model (
  company_id bigint not null,
  version integer not null,
  note text not null,
  versions jsonb not null,
  body jsonb not null,
  deployed_at timestamp with time zone not null,
  constraint order_model_pkey PRIMARY KEY (company_id, version)
);

create table orchestration.order_wait (
  company_id bigint not null,
  order_id bigint not null,
  task_id bigint not null,
  base_source text collate "C" not null,
  base_external_id text collate "C" not null,
  base_order_id bigint,
  base_line text collate "C" not null,
  base_component text collate "C" not null,
  looks integer default 0 not null,
  constraint order_wait_pkey PRIMARY KEY (company_id, order_id, task_id)
);

create table orchestration.pattern (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  body jsonb not null,
  active boolean default true not null,
  constraint pattern_pkey PRIMARY KEY (company_id, code, version)
);

create table orchestration.ready (
  company_id bigint not null,
  order_id bigint not null,
  task_id bigint not null,
  kind text collate "C" not null,
  due_at timestamp with time zone not null,
  priority smallint default 4 not null,
  attempt integer default 0 not null,
  role text collate "C",
  assignee text collate "C",
  owner text collate "C",
  constraint ready_pkey PRIMARY KEY (company_id, order_id, task_id)
) with (fillfactor=70);

create table orchestration.rejection (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  batch bigint not null,
  shipment_id bigint not null,
  part_id bigint not null,
  line_no integer not null,
  location_id bigint not null,
  quantity numeric(20,6) not null,
  reason text not null,
  actor text collate "C" not null,
  into_part_ids bigint[] not null,
  unfulfillable boolean not null,
  constraint rejection_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint rejection_pkey PRIMARY KEY (company_id, order_id, id)
);

create table orchestration.reply (
  company_id bigint not null,
  system text collate "C" not null,
  id text collate "C" not null,
  key text collate "C",
  order_id bigint,
  task_id bigint,
  means text collate "C" not null,
  status text collate "C" not null,
  problem text,
  body jsonb,
  received_at timestamp with time zone not null,
  state text collate "C" not null,
  reason text collate "C",
  due_at timestamp with time zone,
  constraint reply_check CHECK (((state = 'parked'::text) = (reason IS NOT NULL))),
  constraint reply_means_check CHECK ((means = ANY (ARRAY['done'::text, 'going_on'::text, 'later'::text, 'wrong'::text, 'impossible'::text]))),
  constraint reply_state_check CHECK ((state = ANY (ARRAY['kept'::text, 'applied'::text, 'parked'::text]))),
  constraint reply_pkey PRIMARY KEY (company_id, system, id)
);

create table orchestration.request (
  company_id bigint not null,
  id bigint not null,
  order_id bigint not null,
  kind text collate "C" not null,
  actor text collate "C" not null,
  reason text,
  made_at timestamp with time zone not null,
  wanted_at timestamp with time zone,
  state text collate "C" not null,
  due_at timestamp with time zone,
  attempts integer not null,
  code text collate "C",
  problem text,
  settled_at timestamp with time zone,
  names text[] default '{}'::text[] not null,
  constraint request_check CHECK ((((due_at IS NULL) = (settled_at IS NOT NULL)) AND ((due_at IS NULL) = (state = ANY (ARRAY['done'::text, 'failed'::text]))))),
  constraint request_kind_check CHECK ((kind = ANY (ARRAY['cancel'::text, 'suspend'::text, 'resume'::text, 'abort'::text]))) NOT VALID,
  constraint request_state_check CHECK ((state = ANY (ARRAY['acknowledged'::text, 'in_progress'::text, 'done'::text, 'failed'::text]))),
  constraint request_pkey PRIMARY KEY (company_id, id)
) with (fillfactor=80);

create table orchestration.return_reason (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  fee_percent numeric(20,6) not null,
  active boolean not null,
  version integer default 1 not null,
  freight_refund text collate "C" default 'pro_rata'::text not null,
  constraint return_reason_fee_percent_check CHECK (((fee_percent >= (0)::numeric) AND (fee_percent <= (100)::numeric))),
  constraint return_reason_freight_refund_check CHECK ((freight_refund = ANY (ARRAY['pro_rata'::text, 'whole'::text, 'never'::text]))),
  constraint return_reason_pkey PRIMARY KEY (company_id, id),
  constraint return_reason_company_id_code_key UNIQUE (company_id, code)
);

create table orchestration.state_model (
  company_id bigint not null,
  version integer not null,
  body jsonb not null,
  constraint state_model_pkey PRIMARY KEY (company_id)
);

create table orchestration.state_place (
  company_id bigint not null,
  model_version integer not null,
  taken_up bigint,
  pos bigint not null,
  constraint state_place_pkey PRIMARY KEY (company_id)
);

create table orchestration.system (
  company_id bigint not null,
  code text collate "C" not null,
  connection text collate "C" not null,
  body jsonb not null,
  active boolean not null,
  at_once integer not null,
  per_second integer not null,
  turn_at timestamp with time zone,
  begun integer default 0 not null,
  constraint system_at_once_check CHECK ((at_once > 0)),
  constraint system_per_second_check CHECK ((per_second > 0)),
  constraint system_pkey PRIMARY KEY (company_id, code)
) with (fillfactor=50);

create table orchestration.task (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  component_id bigint not null,
  kind text collate "C" not null,
  mode text collate "C" default 'do'::text not null,
  generation integer default 1 not null,
  state text collate "C" not null,
  waits integer not null,
  start_at timestamp with time zone,
  input jsonb,
  output jsonb,
  problem text,
  frees bigint[] not null,
  name text collate "C",
  ended_at timestamp with time zone,
  constraint task_mode_check CHECK ((mode = ANY (ARRAY['do'::text, 'redo'::text, 'undo'::text, 'amend_do'::text]))),
  constraint task_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'running'::text, 'completed'::text, 'failed'::text, 'skipped'::text]))),
  constraint task_waits_check CHECK ((waits >= 0)),
  constraint task_pkey PRIMARY KEY (company_id, order_id, id)
) with (fillfactor=50);

create table orchestration.work (
  company_id bigint not null,
  order_id bigint not null,
  task_id bigint not null,
  title text not null,
  role text collate "C" not null,
  statuses jsonb not null,
  line_nos integer[] not null,
  assignee text collate "C",
  owner text collate "C",
  accepted_at timestamp with time zone,
  status text collate "C",
  note text,
  data jsonb,
  done_by text collate "C",
  done_at timestamp with time zone,
  constraint work_check CHECK ((((done_at IS NULL) = (status IS NULL)) AND ((done_at IS NULL) = (done_by IS NULL)))),
  constraint work_check1 CHECK (((owner IS NULL) = (accepted_at IS NULL))),
  constraint work_pkey PRIMARY KEY (company_id, order_id, task_id)
) with (fillfactor=80);

CREATE INDEX backlog_line_change ON orchestration.backlog_line USING btree (company_id, run_id, change, place);

CREATE INDEX bulk_job_running ON orchestration.bulk_job USING btree (id) WHERE (state = 'running'::text);

CREATE INDEX bulk_target_open ON orchestration.bulk_target USING btree (company_id, job_id, place) WHERE (state = 'open'::text);

CREATE INDEX call_due ON orchestration.call USING btree (company_id, system, due_at) WHERE (due_at IS NOT NULL);

CREATE UNIQUE INDEX call_key ON orchestration.call USING btree (company_id, key);

CREATE INDEX call_out ON orchestration.call USING btree (company_id, system, out_until) WHERE (out_until IS NOT NULL);

CREATE INDEX jeopardy_due ON orchestration.jeopardy USING btree (company_id, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX jeopardy_priority ON orchestration.jeopardy USING btree (company_id, priority, order_id) WHERE (priority IS NOT NULL);

CREATE INDEX order_wait_base ON orchestration.order_wait USING btree (company_id, base_order_id) WHERE (base_order_id IS NOT NULL);

CREATE INDEX order_wait_key ON orchestration.order_wait USING btree (company_id, base_source, base_external_id) WHERE (base_order_id IS NULL);

CREATE INDEX ready_assignee ON orchestration.ready USING btree (company_id, assignee, due_at, task_id) WHERE (assignee IS NOT NULL);

CREATE INDEX ready_due ON orchestration.ready USING btree (kind, due_at) WHERE (priority = 4);

CREATE INDEX ready_owner ON orchestration.ready USING btree (company_id, owner, due_at, task_id) WHERE (owner IS NOT NULL);

CREATE INDEX ready_role ON orchestration.ready USING btree (company_id, role, due_at, task_id) WHERE (kind = 'work'::text);

CREATE INDEX ready_taken ON orchestration.ready USING btree (company_id, due_at, task_id) WHERE (owner IS NOT NULL);

CREATE INDEX ready_turn ON orchestration.ready USING btree (kind, (((due_at AT TIME ZONE 'UTC'::text) - (((priority - 4))::double precision * '00:01:00'::interval)))) WHERE (priority <> 4);

CREATE INDEX ready_work ON orchestration.ready USING btree (company_id, due_at, task_id) WHERE (kind = 'work'::text);

CREATE INDEX rejection_unfulfillable ON orchestration.rejection USING btree (company_id, order_id, id) WHERE unfulfillable;

CREATE INDEX reply_due ON orchestration.reply USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX reply_order ON orchestration.reply USING btree (company_id, order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX reply_parked ON orchestration.reply USING btree (company_id, received_at, system, id) WHERE (state = 'parked'::text);

CREATE INDEX request_due ON orchestration.request USING btree (due_at, id) WHERE (due_at IS NOT NULL);

CREATE UNIQUE INDEX request_open ON orchestration.request USING btree (company_id, order_id) WHERE (due_at IS NOT NULL);

CREATE INDEX request_order ON orchestration.request USING btree (company_id, order_id, id);

CREATE INDEX task_of_lines ON orchestration.task USING btree (company_id, order_id, component_id) WHERE (name IS NOT NULL);

CREATE INDEX task_problem ON orchestration.task USING btree (company_id, order_id, id) WHERE (problem IS NOT NULL);

CREATE OR REPLACE FUNCTION orchestration.cause_public(kind text, problem text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN md5(((kind || ' '::text) || regexp_replace(problem, '[0-9]+|"[^"]*"|[a-z]{3}_[a-z0-9]{13}'::text, '#'::text, 'g'::text)));

create schema orders;

create table orders.amendment (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  batch bigint not null,
  outcome text collate "C" not null,
  base_version integer not null,
  version integer not null,
  source_version integer,
  actor text collate "C" not null,
  reason text,
  told jsonb not null,
  constraint amendment_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'skipped'::text, 'refused'::text]))),
  constraint amendment_pkey PRIMARY KEY (company_id, order_id, id)
);

create table orders.approval (
  company_id bigint not null,
  order_id bigint not null,
  version integer not null,
  rules text[] not null,
  levels text[] not null,
  level smallint not null,
  state text collate "C" not null,
  requested_by text not null,
  total bigint not null,
  batch bigint not null,
  agreed text[] default '{}'::text[] not null,
  escalate_hours integer,
  escalate_at timestamp with time zone,
  constraint approval_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text]))),
  constraint approval_pkey PRIMARY KEY (company_id, order_id, version)
);

create table orders.approval_decision (
  company_id bigint not null,
  order_id bigint not null,
  version integer not null,
  batch bigint not null,
  level smallint not null,
  outcome text collate "C" not null,
  actor text not null,
  comment text,
  on_behalf text[] default '{}'::text[] not null,
  constraint approval_decision_outcome_check CHECK ((outcome = ANY (ARRAY['approve'::text, 'reject'::text, 'ask'::text]))),
  constraint approval_decision_pkey PRIMARY KEY (company_id, order_id, version, batch)
);

create table orders.approval_delegate (
  company_id bigint not null,
  user_id bigint not null,
  delegate_id bigint not null,
  valid_from date not null,
  valid_to date not null,
  active boolean not null,
  constraint approval_delegate_pkey PRIMARY KEY (company_id, user_id)
);

create table orders.approval_rule (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  condition text not null,
  levels text[] not null,
  exempt_sources text[] not null,
  active boolean not null,
  version integer default 1 not null,
  escalate_hours integer,
  constraint approval_rule_escalate_hours_check CHECK (((escalate_hours >= 1) AND (escalate_hours <= 8760))),
  constraint approval_rule_pkey PRIMARY KEY (company_id, id),
  constraint approval_rule_company_id_code_key UNIQUE (company_id, code)
);

create table orders.cancellation (
  company_id bigint not null,
  order_id bigint not null,
  part_id bigint not null,
  batch bigint not null,
  quantity numeric(20,6) not null,
  net bigint not null,
  tax bigint not null,
  freight bigint not null,
  actor text collate "C" not null,
  reason text not null,
  constraint cancellation_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint cancellation_pkey PRIMARY KEY (company_id, order_id, part_id, batch)
);

create table orders.draft (
  company_id bigint not null,
  order_id bigint not null,
  key bytea not null,
  input bytea not null,
  constraint draft_pkey PRIMARY KEY (company_id, order_id)
);

create table orders.fulfillment_line (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  line_no integer not null,
  item_id bigint not null,
  location_id bigint,
  quantity numeric(20,6) not null,
  supply text collate "C" not null,
  requested_on date,
  promised_on date,
  first_promised_on date,
  decision jsonb not null,
  shipped numeric(20,6) default 0 not null,
  invoiced numeric(20,6) default 0 not null,
  returned numeric(20,6) default 0 not null,
  cancelled numeric(20,6) default 0 not null,
  billed_net bigint default 0 not null,
  billed_tax bigint default 0 not null,
  billed_freight bigint default 0 not null,
  split_from bigint,
  share_whole numeric(20,6),
  share_from numeric(20,6) default 0 not null,
  from_location_id bigint,
  share_net bigint,
  share_tax bigint,
  share_freight bigint,
  constraint fulfillment_line_check CHECK (((shipped >= (0)::numeric) AND (invoiced >= (0)::numeric) AND (returned >= (0)::numeric) AND (cancelled >= (0)::numeric))),
  constraint fulfillment_line_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint fulfillment_line_share_from_check CHECK ((share_from >= (0)::numeric)),
  constraint fulfillment_line_share_whole_check CHECK ((share_whole > (0)::numeric)),
  constraint fulfillment_line_supply_check CHECK ((supply = ANY (ARRAY['on_hand'::text, 'dated'::text, 'backorder'::text, 'none'::text, 'transfer'::text]))),
  constraint fulfillment_line_pkey PRIMARY KEY (company_id, order_id, id)
) with (fillfactor=45);

create table orders.history (
  company_id bigint not null,
  order_id bigint not null,
  batch bigint not null,
  act text collate "C" not null,
  actor text collate "C" not null,
  reason text,
  changes jsonb not null,
  events text[] not null,
  known jsonb,
  constraint history_pkey PRIMARY KEY (company_id, order_id, batch)
);

create table orders.hold (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  line_no integer,
  task_kind text collate "C",
  kind text collate "C" not null,
  code text collate "C" not null,
  reason text not null,
  placed_by text collate "C" not null,
  placed_batch bigint not null,
  expires_on date,
  released_batch bigint,
  released_by text collate "C",
  release_reason text,
  line_nos integer[],
  constraint hold_kind_check CHECK ((kind = ANY (ARRAY['generic'::text, 'service'::text, 'system'::text]))),
  constraint hold_pkey PRIMARY KEY (company_id, order_id, id)
);

create table orders.line_configuration (
  company_id bigint not null,
  order_id bigint not null,
  line_no integer not null,
  parent_no integer,
  per_parent integer,
  option text collate "C",
  configuration jsonb,
  constraint line_configuration_pkey PRIMARY KEY (company_id, order_id, line_no)
);

create table orders.lookup_value (
  company_id bigint not null,
  lookup text collate "C" not null,
  key text collate "C" not null,
  value text not null,
  active boolean default true not null,
  constraint lookup_value_pkey PRIMARY KEY (company_id, lookup, key)
);

create table orders.order_line (
  company_id bigint not null,
  order_id bigint not null,
  line_no integer not null,
  from_version integer not null,
  action text collate "C" not null,
  external_line_id text collate "C",
  item_id bigint,
  sku text collate "C" not null,
  item_class text collate "C" not null,
  kind text collate "C" not null,
  uom text collate "C" not null,
  quantity numeric(20,6) not null,
  unit_price numeric(20,6) not null,
  net bigint not null,
  tax bigint not null,
  freight bigint not null,
  tax_rate_id bigint,
  tax_percent numeric(20,6) not null,
  unit_cost numeric(20,6),
  waterfall jsonb not null,
  custom jsonb not null,
  charges jsonb,
  sold jsonb,
  constraint order_line_action_check CHECK ((action = ANY (ARRAY['add'::text, 'modify'::text, 'delete'::text, 'no_change'::text]))),
  constraint order_line_pkey PRIMARY KEY (company_id, order_id, line_no, from_version)
);

create table orders.order_state (
  company_id bigint not null,
  order_id bigint not null,
  version integer not null,
  revision bigint not null,
  state text collate "C" not null,
  open_holds integer default 0 not null,
  source text collate "C" not null,
  placed_at timestamp with time zone not null,
  lines integer not null,
  status text collate "C" not null,
  fulfillment_status text collate "C" not null,
  billing_status text collate "C" not null,
  payment_status text collate "C" not null,
  promised_on date,
  priority smallint not null,
  scoped_holds integer default 0 not null,
  constraint order_state_open_holds_check CHECK ((open_holds >= 0)),
  constraint order_state_priority_check CHECK (((priority >= 0) AND (priority <= 9))),
  constraint order_state_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'pending_approval'::text, 'rejected'::text, 'not_started'::text, 'in_progress'::text, 'suspended'::text, 'amending'::text, 'cancelling'::text, 'waiting_for_revision'::text, 'failed'::text, 'cancelled'::text, 'completed'::text, 'aborted'::text]))),
  constraint order_state_pkey PRIMARY KEY (company_id, order_id)
) with (fillfactor=50);

create table orders.recognition_rule (
  company_id bigint not null,
  id bigint not null,
  name text not null,
  relevancy integer default 5 not null,
  condition text not null,
  order_type text collate "C" not null,
  fail_reason text,
  active boolean default true not null,
  constraint recognition_rule_relevancy_check CHECK ((relevancy >= 0)),
  constraint recognition_rule_pkey PRIMARY KEY (company_id, id)
);

create table orders.sales_order (
  company_id bigint not null,
  id bigint not null,
  version integer not null,
  batch bigint not null,
  order_type text collate "C" not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  customer_reference text collate "C",
  account_id bigint,
  currency text collate "C" not null,
  rate_e10 bigint not null,
  pre_priced boolean not null,
  tax_inclusive boolean not null,
  prepaid boolean not null,
  terms_days integer not null,
  placed_at timestamp with time zone not null,
  ordered_on date not null,
  requested_on date,
  ship_to_country text collate "C" not null,
  ship_to_region text collate "C" not null,
  total bigint not null,
  tax_total bigint not null,
  freight bigint not null,
  freight_tax bigint not null,
  problems jsonb not null,
  decisions jsonb not null,
  intake_id bigint,
  custom jsonb not null,
  ship_to_site bigint,
  ship_to_address bigint,
  bill_to_site bigint,
  bill_to_address bigint,
  constraint sales_order_pkey PRIMARY KEY (company_id, id, version)
);

create table orders.source_key (
  company_id bigint not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  version integer not null,
  order_id bigint not null,
  body_hash bytea not null,
  constraint source_key_pkey PRIMARY KEY (company_id, source, external_id, version)
);

create table orders.source_system (
  company_id bigint not null,
  code text collate "C" not null,
  name text not null,
  pre_priced boolean default false not null,
  create_customers boolean default false not null,
  duplicate_reference text collate "C" default 'ignore'::text not null,
  active boolean default true not null,
  remorse_minutes integer default 0 not null,
  amendable boolean default false not null,
  constraint source_system_duplicate_reference_check CHECK ((duplicate_reference = ANY (ARRAY['ignore'::text, 'warn'::text, 'refuse'::text]))),
  constraint source_system_remorse_minutes_check CHECK (((remorse_minutes >= 0) AND (remorse_minutes <= 43200))),
  constraint source_system_pkey PRIMARY KEY (company_id, code)
);

create table orders.transformation_rule (
  company_id bigint not null,
  id bigint not null,
  name text collate "C" not null,
  relevancy integer default 5 not null,
  condition text,
  sets text collate "C" not null,
  value text not null,
  active boolean default true not null,
  constraint transformation_rule_relevancy_check CHECK ((relevancy >= 0)),
  constraint transformation_rule_pkey PRIMARY KEY (company_id, id)
);

create table orders.validation_rule (
  company_id bigint not null,
  id bigint not null,
  order_type text collate "C",
  condition text not null,
  message text not null,
  path text collate "C" default ''::text not null,
  active boolean default true not null,
  constraint validation_rule_pkey PRIMARY KEY (company_id, id)
);

CREATE INDEX approval_delegate_to ON orders.approval_delegate USING btree (company_id, delegate_id);

CREATE INDEX approval_late ON orders.approval USING btree (company_id, escalate_at) WHERE ((state = 'pending'::text) AND (escalate_at IS NOT NULL));

CREATE INDEX approval_pending ON orders.approval USING btree (company_id, order_id) WHERE (state = 'pending'::text);

CREATE INDEX history_batch ON orders.history USING btree (company_id, batch);

CREATE INDEX hold_expires ON orders.hold USING btree (company_id, expires_on, id) WHERE ((released_batch IS NULL) AND (expires_on IS NOT NULL));

CREATE INDEX order_state_status ON orders.order_state USING btree (company_id, status, placed_at DESC, order_id DESC);

CREATE INDEX sales_order_account ON orders.sales_order USING btree (company_id, account_id, placed_at DESC, id DESC);

CREATE INDEX sales_order_placed ON orders.sales_order USING btree (company_id, placed_at DESC, id DESC, version DESC);

CREATE INDEX sales_order_reference ON orders.sales_order USING btree (company_id, account_id, customer_reference) WHERE (customer_reference IS NOT NULL);

CREATE INDEX sales_order_said ON orders.sales_order USING btree (company_id, customer_reference) WHERE (customer_reference IS NOT NULL);

create view orders.list as
 SELECT o.company_id,
    o.id AS order_id,
    o.source,
    o.external_id,
    o.account_id,
    o.placed_at,
    o.currency,
    o.total,
    s.lines,
    s.state,
    s.status,
    s.fulfillment_status,
    s.billing_status,
    s.payment_status,
    s.promised_on
   FROM orders.sales_order o
     JOIN orders.order_state s ON s.company_id = o.company_id AND s.order_id = o.id AND s.version = o.version;

create view orders.order_public as
 SELECT s.company_id,
    s.order_id,
    o.account_id,
    o.placed_at,
    s.state,
    s.source,
    s.open_holds + s.scoped_holds AS holds
   FROM orders.order_state s
     JOIN orders.sales_order o ON o.company_id = s.company_id AND o.id = s.order_id AND o.version = s.version;

create schema organization;

create table organization.calendar (
  company_id bigint not null,
  code text collate "C" not null,
  working_days integer[] not null,
  holidays date[] not null,
  constraint calendar_company_id_fkey FOREIGN KEY (company_id) REFERENCES organization.company(company_id),
  constraint calendar_pkey PRIMARY KEY (company_id, code)
);

create table organization.company (
  company_id bigint not null,
  code text collate "C" not null,
  name text not null,
  currency text collate "C" not null,
  country text collate "C" not null,
  time_zone text collate "C" not null,
  tax_rounding text collate "C" default 'line'::text not null,
  sandbox boolean default false not null,
  clock_offset_ms bigint default 0 not null,
  setup_version bigint default 1 not null,
  settings jsonb default '{}'::jsonb not null,
  custom jsonb default '{}'::jsonb not null,
  live boolean default true not null,
  constraint company_tax_rounding_check CHECK ((tax_rounding = ANY (ARRAY['unit'::text, 'line'::text, 'document'::text]))),
  constraint company_pkey PRIMARY KEY (company_id),
  constraint company_code_key UNIQUE (code)
);

create table organization.document_series (
  company_id bigint not null,
  kind text collate "C" not null,
  code text collate "C" not null,
  prefix text collate "C" not null,
  policy text collate "C" not null,
  constraint document_series_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_memo'::text]))),
  constraint document_series_policy_check CHECK ((policy = ANY (ARRAY['monotone'::text, 'free'::text]))),
  constraint document_series_company_id_fkey FOREIGN KEY (company_id) REFERENCES organization.company(company_id),
  constraint document_series_pkey PRIMARY KEY (company_id, code)
);

create table organization.exchange_rate (
  company_id bigint not null,
  from_currency text collate "C" not null,
  to_currency text collate "C" not null,
  valid_from date not null,
  rate_e10 bigint not null,
  constraint exchange_rate_rate_e10_check CHECK ((rate_e10 > 0)),
  constraint exchange_rate_company_id_fkey FOREIGN KEY (company_id) REFERENCES organization.company(company_id),
  constraint exchange_rate_pkey PRIMARY KEY (company_id, from_currency, to_currency, valid_from)
);

create view organization.series_public as
 SELECT company_id,
    code,
    kind,
    prefix
   FROM organization.document_series;

create schema platform;

create sequence platform.app_user_user_id_seq as bigint increment by 1 start with 1;

create sequence platform.auth_event_event_id_seq as bigint increment by 1 start with 1;

create sequence platform.id_block as bigint increment by 1000 start with 1000000;

create sequence platform.job_change_id_seq as bigint increment by 1 start with 1;

create sequence platform.job_run_id_seq as bigint increment by 1 start with 1;

create table platform.api_key (
  company_id bigint not null,
  key_id text collate "C" not null,
  name text not null,
  hash bytea not null,
  scopes text[] collate "C" not null,
  rows_seen text collate "C" not null,
  customer_account_ids bigint[] not null,
  partner_id bigint,
  created_at timestamp with time zone not null,
  created_by text collate "C" not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by text collate "C",
  constraint api_key_company_id_check CHECK ((company_id >= 0)),
  constraint api_key_hash_check CHECK ((length(hash) = 32)),
  constraint api_key_rows_seen_check CHECK ((rows_seen = ANY (ARRAY['all'::text, 'customers'::text, 'partner'::text]))),
  constraint api_key_pkey PRIMARY KEY (company_id, key_id),
  constraint api_key_hash_key UNIQUE (hash),
  constraint api_key_key_id_key UNIQUE (key_id)
);

create table platform.app_user (
  user_id bigint not null,
  login text collate "C" not null,
  name text not null,
  password text collate "C" not null,
  disabled boolean not null,
  created_at timestamp with time zone not null,
  created_by text collate "C" not null,
  grants_version integer default 0 not null,
  constraint app_user_login_check CHECK (((login = lower(login)) AND ((length(login) >= 1) AND (length(login) <= 120)))),
  constraint app_user_pkey PRIMARY KEY (user_id),
  constraint app_user_login_key UNIQUE (login)
);

create table platform.auth_event (
  event_id bigint not null,
  at timestamp with time zone not null,
  actor text collate "C" not null,
  act text collate "C" not null,
  subject text collate "C" not null,
  company_id bigint,
  detail jsonb not null,
  constraint auth_event_pkey PRIMARY KEY (event_id)
);

create table platform.backup (
  backup_id text collate "C" not null,
  began_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  folder text not null,
  bytes bigint,
  problem text,
  tried_at timestamp with time zone,
  try_problem text,
  constraint backup_pkey PRIMARY KEY (backup_id)
);

create table platform.company_head (
  company_id bigint not null,
  pos bigint not null,
  at timestamp with time zone not null,
  chain_hash bytea not null,
  closed_to date not null,
  constraint company_head_pkey PRIMARY KEY (company_id)
) with (fillfactor=40);

create table platform.company_log (
  company_id bigint not null,
  pos bigint not null,
  batch bigint not null,
  at timestamp with time zone not null,
  content_hash bytea not null,
  chain_hash bytea not null,
  constraint company_log_pkey PRIMARY KEY (company_id, pos),
  constraint company_log_batch UNIQUE (company_id, batch)
);

create table platform.document_number (
  company_id bigint not null,
  series text collate "C" not null,
  year integer not null,
  number bigint not null,
  document_id bigint not null,
  batch bigint not null,
  constraint document_number_pkey PRIMARY KEY (company_id, series, year, number)
);

create table platform.installation (
  only_row boolean default true not null,
  epoch text collate "C" not null,
  created_at timestamp with time zone not null,
  cursor_key bytea not null,
  constraint installation_only_row_check CHECK (only_row),
  constraint installation_pkey PRIMARY KEY (only_row)
);

create table platform.job (
  name text collate "C" not null,
  state text collate "C" default 'running'::text not null,
  changed_at timestamp with time zone not null,
  changed_by text collate "C" not null,
  reason text,
  holder text collate "C",
  held_until timestamp with time zone,
  asked_at timestamp with time zone,
  constraint job_state_check CHECK ((state = ANY (ARRAY['running'::text, 'draining'::text, 'stopped'::text]))),
  constraint job_pkey PRIMARY KEY (name)
) with (fillfactor=50);

create table platform.job_change (
  id bigint not null,
  job text collate "C" not null,
  at timestamp with time zone not null,
  state text collate "C" not null,
  actor text collate "C" not null,
  reason text,
  constraint job_change_pkey PRIMARY KEY (id)
);

create table platform.job_minute (
  job text collate "C" not null,
  minute timestamp with time zone not null,
  done bigint not null,
  failed bigint not null,
  depth bigint,
  constraint job_minute_pkey PRIMARY KEY (job, minute)
) with (fillfactor=50);

create table platform.job_process (
  job text collate "C" not null,
  process text collate "C" not null,
  since timestamp with time zone not null,
  beat_at timestamp with time zone not null,
  working_since timestamp with time zone,
  done bigint not null,
  failed bigint not null,
  failing boolean not null,
  last_error text,
  last_error_at timestamp with time zone,
  constraint job_process_pkey PRIMARY KEY (job, process)
) with (fillfactor=50);

create table platform.job_run (
  id bigint not null,
  job text collate "C" not null,
  process text collate "C" not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  evaluated bigint not null,
  processed bigint not null,
  error text,
  constraint job_run_pkey PRIMARY KEY (id)
);

create table platform.migration (
  name text collate "C" not null,
  checksum text not null,
  applied_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (name)
);

create table platform.number_lost (
  company_id bigint not null,
  series text collate "C" not null,
  year integer not null,
  first bigint not null,
  last bigint not null,
  confirmed_at timestamp with time zone not null,
  constraint number_lost_first_check CHECK ((first > 0)),
  constraint number_lost_range CHECK ((first <= last)),
  constraint number_lost_pkey PRIMARY KEY (company_id, series, year, first)
);

create table platform.number_series (
  company_id bigint not null,
  series text collate "C" not null,
  year integer not null,
  policy text collate "C" not null,
  last_number bigint not null,
  last_on date,
  closed_at timestamp with time zone,
  constraint number_series_last_number_check CHECK ((last_number >= 0)),
  constraint number_series_policy_check CHECK ((policy = ANY (ARRAY['monotone'::text, 'free'::text]))),
  constraint number_series_pkey PRIMARY KEY (company_id, series, year)
) with (fillfactor=40);

create table platform.process (
  id text collate "C" not null,
  roles text[] not null,
  version text collate "C" not null,
  started_at timestamp with time zone not null,
  beat_at timestamp with time zone not null,
  clock_off_ms integer not null,
  disk_free bigint,
  disk_size bigint,
  constraint process_pkey PRIMARY KEY (id)
) with (fillfactor=50);

create table platform.request_key (
  company_id bigint not null,
  principal text collate "C" not null,
  route text collate "C" not null,
  key text collate "C" not null,
  body_hash bytea not null,
  batch bigint not null,
  outcome jsonb not null,
  expires_at timestamp with time zone not null,
  constraint request_key_pkey PRIMARY KEY (company_id, principal, route, key)
);

create table platform.restoration (
  restored_at timestamp with time zone not null,
  epoch_before text collate "C" not null,
  epoch text collate "C" not null,
  backup_id text collate "C",
  constraint restoration_pkey PRIMARY KEY (restored_at)
);

create table platform.session (
  token_hash bytea not null,
  user_id bigint not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES platform.app_user(user_id),
  constraint session_pkey PRIMARY KEY (token_hash)
) with (fillfactor=80);

create table platform.signed_head (
  company_id bigint not null,
  pos bigint not null,
  at timestamp with time zone not null,
  hash bytea not null,
  epoch text collate "C" not null,
  key_id text collate "C" not null,
  signature bytea not null,
  signed_at timestamp with time zone not null,
  batch bigint not null,
  constraint signed_head_pkey PRIMARY KEY (company_id, pos)
);

create table platform.signing_key (
  number integer not null,
  key_id text collate "C" not null,
  public_key bytea not null,
  private_key bytea not null,
  created_at timestamp with time zone not null,
  constraint signing_key_pkey PRIMARY KEY (number),
  constraint signing_key_key_id_key UNIQUE (key_id)
);

create table platform.user_grant (
  company_id bigint not null,
  user_id bigint not null,
  role text collate "C" not null,
  customer_account_ids bigint[] not null,
  partner_id bigint,
  granted_at timestamp with time zone not null,
  granted_by text collate "C" not null,
  constraint user_grant_check CHECK (((partner_id IS NULL) OR (role = 'partner'::text))),
  constraint user_grant_company_id_check CHECK ((company_id >= 0)),
  constraint user_grant_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'operations'::text, 'finance'::text, 'developer'::text, 'viewer'::text, 'partner'::text, 'customer'::text]))),
  constraint user_grant_user_id_fkey FOREIGN KEY (user_id) REFERENCES platform.app_user(user_id),
  constraint user_grant_pkey PRIMARY KEY (company_id, user_id, role)
);

CREATE INDEX auth_event_subject ON platform.auth_event USING btree (subject, event_id);

CREATE INDEX company_log_at ON platform.company_log USING btree (company_id, at);

CREATE UNIQUE INDEX document_number_document ON platform.document_number USING btree (company_id, document_id);

CREATE INDEX job_change_job ON platform.job_change USING btree (job, id);

CREATE INDEX job_run_job ON platform.job_run USING btree (job, id);

CREATE INDEX request_key_expiry ON platform.request_key USING btree (expires_at);

CREATE INDEX session_expiry ON platform.session USING btree (expires_at);

CREATE INDEX session_of_user ON platform.session USING btree (user_id);

CREATE UNIQUE INDEX signed_head_batch ON platform.signed_head USING btree (company_id, batch);

CREATE INDEX signed_head_signed_at ON platform.signed_head USING btree (company_id, signed_at);

CREATE INDEX user_grant_user ON platform.user_grant USING btree (user_id);

create view platform.backup_public as
 SELECT backup_id,
    began_at,
    ended_at,
    folder,
    bytes,
    problem,
    tried_at,
    try_problem,
    problem IS NULL AS taken,
    tried_at IS NOT NULL AND try_problem IS NULL AS proven
   FROM platform.backup;

create view platform.document_number_public as
 SELECT company_id,
    series,
    year,
    number,
    document_id
   FROM platform.document_number;

create view platform.head_public as
 SELECT company_id,
    pos,
    at
   FROM platform.company_head;

create view platform.log_public as
 SELECT company_id,
    pos,
    batch,
    at
   FROM platform.company_log;

CREATE OR REPLACE FUNCTION platform.currency_digits(currency text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (currency = ANY ('{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,UYI,VND,VUV,XAF,XOF,XPF}'::text[])) THEN 0 WHEN (currency = ANY ('{BHD,IQD,JOD,KWD,LYD,OMR,TND}'::text[])) THEN 3 WHEN (currency = ANY ('{CLF,UYW}'::text[])) THEN 4 ELSE 2 END;

CREATE OR REPLACE FUNCTION platform.in_books(amount bigint, rate_e10 bigint, currency text, books text)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (round(((((amount)::numeric * (rate_e10)::numeric) * ((10)::numeric ^ ((platform.currency_digits(books) - platform.currency_digits(currency)))::numeric)) / ('10000000000'::bigint)::numeric)))::bigint;

CREATE OR REPLACE FUNCTION platform.keys_in_flight(relation regclass, candidates jsonb)
 RETURNS SETOF integer
 LANGUAGE plpgsql
 SET lock_timeout TO '5ms'
AS $function$
declare
  candidate jsonb;
  place integer := 0;
  held integer := 0;
begin
  for candidate in select c.value from jsonb_array_elements(candidates) c(value) loop
    place := place + 1;
    begin
      if held < 200 then
        execute format('insert into %s select (jsonb_populate_record(null::%s, $1)).*', relation, relation) using candidate;
        raise exception 'undone' using errcode = 'DK002';
      end if;
      return next place;
    exception
      when lock_not_available then
        held := held + 1;
        return next place;
      when unique_violation or sqlstate 'DK002' then null;
    end;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION platform.verify(ok boolean)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  if ok is distinct from true then
    raise exception 'a fact changed between decision and write' using errcode = 'DK001';
  end if;
  return true;
end $function$;

create schema pricing;

create table pricing.adjustment_rule (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  kind text collate "C" not null,
  value numeric(20,6) not null,
  currency text collate "C",
  skus text[] not null,
  item_classes text[] not null,
  segments text[] not null,
  sources text[] not null,
  condition text not null,
  bucket smallint,
  exclusive_group text collate "C",
  precedence integer,
  quantity_over text collate "C" not null,
  min_quantity numeric(20,6),
  max_quantity numeric(20,6),
  valid_from date not null,
  valid_to date,
  version integer default 1 not null,
  converts boolean default false not null,
  on_agreed boolean default false not null,
  constraint adjustment_rule_bucket_check CHECK ((bucket > 0)),
  constraint adjustment_rule_kind_check CHECK ((kind = ANY (ARRAY['percent'::text, 'amount'::text, 'price'::text, 'floor'::text, 'ceiling'::text]))),
  constraint adjustment_rule_quantity_over_check CHECK ((quantity_over = ANY (ARRAY['line'::text, 'order'::text]))),
  constraint adjustment_rule_pkey PRIMARY KEY (company_id, id),
  constraint adjustment_rule_company_id_code_key UNIQUE (company_id, code)
);

create table pricing.agreement (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  account_id bigint not null,
  currency text collate "C" not null,
  over text collate "C" not null,
  active boolean not null,
  valid_from date not null,
  valid_to date,
  lines jsonb not null,
  version integer default 1 not null,
  constraint agreement_over_check CHECK ((over = ANY (ARRAY['block'::text, 'warn'::text]))),
  constraint agreement_pkey PRIMARY KEY (company_id, id),
  constraint agreement_company_id_code_key UNIQUE (company_id, code)
);

create table pricing.agreement_line (
  company_id bigint not null,
  agreement_id bigint not null,
  line_no integer not null,
  most_quantity numeric(20,6),
  most_amount bigint,
  released_quantity numeric(20,6) default 0 not null,
  released_amount bigint default 0 not null,
  constraint agreement_line_most_amount_check CHECK ((most_amount >= 0)),
  constraint agreement_line_most_quantity_check CHECK ((most_quantity >= (0)::numeric)),
  constraint agreement_line_released_amount_check CHECK ((released_amount >= 0)),
  constraint agreement_line_released_quantity_check CHECK ((released_quantity >= (0)::numeric)),
  constraint agreement_line_company_id_agreement_id_fkey FOREIGN KEY (company_id, agreement_id) REFERENCES pricing.agreement(company_id, id),
  constraint agreement_line_pkey PRIMARY KEY (company_id, agreement_id, line_no)
);

create table pricing.agreement_release (
  company_id bigint not null,
  cause_id bigint not null,
  order_line integer not null,
  agreement_id bigint not null,
  line_no integer not null,
  batch bigint not null,
  quantity numeric(20,6) not null,
  amount bigint not null,
  given_quantity numeric(20,6) default 0 not null,
  given_amount bigint default 0 not null,
  constraint agreement_release_check CHECK (((given_quantity >= (0)::numeric) AND (given_quantity <= quantity))),
  constraint agreement_release_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint agreement_release_pkey PRIMARY KEY (company_id, cause_id, order_line)
);

create table pricing.charge_type (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  kind text collate "C" not null,
  category text collate "C" not null,
  period text collate "C",
  usage_unit text collate "C",
  tax_code text collate "C",
  item_class text collate "C",
  refundable boolean not null,
  active boolean not null,
  version integer default 1 not null,
  constraint charge_type_category_check CHECK ((category = ANY (ARRAY['sale'::text, 'shipping'::text, 'handling'::text]))),
  constraint charge_type_check CHECK (((kind = 'recurring'::text) = (period IS NOT NULL))),
  constraint charge_type_check1 CHECK (((kind = 'usage'::text) = (usage_unit IS NOT NULL))),
  constraint charge_type_kind_check CHECK ((kind = ANY (ARRAY['one_time'::text, 'recurring'::text, 'usage'::text]))),
  constraint charge_type_period_check CHECK ((period = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'quarter'::text, 'year'::text]))),
  constraint charge_type_pkey PRIMARY KEY (company_id, id),
  constraint charge_type_company_id_code_key UNIQUE (company_id, code)
);

create table pricing.discount_reason (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  max_percent numeric(20,6) not null,
  active boolean not null,
  version integer default 1 not null,
  over_limit text collate "C" default 'refuse'::text not null,
  constraint discount_reason_max_percent_check CHECK (((max_percent >= (0)::numeric) AND (max_percent <= (100)::numeric))),
  constraint discount_reason_over_limit_check CHECK ((over_limit = ANY (ARRAY['refuse'::text, 'approve'::text]))),
  constraint discount_reason_pkey PRIMARY KEY (company_id, id),
  constraint discount_reason_company_id_code_key UNIQUE (company_id, code)
);

create table pricing.freight_rule (
  company_id bigint not null,
  id bigint not null,
  currency text collate "C" not null,
  country text collate "C",
  amount bigint not null,
  free_above bigint,
  tax_code text collate "C" not null,
  rank integer not null,
  version integer default 1 not null,
  ship_method text collate "C",
  constraint freight_rule_amount_check CHECK ((amount >= 0)),
  constraint freight_rule_pkey PRIMARY KEY (company_id, id)
);

create table pricing.margin_rule (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  item_classes text[] not null,
  segments text[] not null,
  sources text[] not null,
  floor_percent numeric(20,6) not null,
  action text collate "C" not null,
  active boolean not null,
  version integer default 1 not null,
  constraint margin_rule_action_check CHECK ((action = ANY (ARRAY['block'::text, 'approve'::text, 'hold'::text]))),
  constraint margin_rule_floor_percent_check CHECK (((floor_percent >= ('-1000'::integer)::numeric) AND (floor_percent <= (100)::numeric))),
  constraint margin_rule_pkey PRIMARY KEY (company_id, id),
  constraint margin_rule_company_id_code_key UNIQUE (company_id, code)
);

create table pricing.payment_fee (
  company_id bigint not null,
  id bigint not null,
  method text collate "C" not null,
  percent numeric(20,6) not null,
  fixed bigint not null,
  version integer default 1 not null,
  constraint payment_fee_fixed_check CHECK ((fixed >= 0)),
  constraint payment_fee_percent_check CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric))),
  constraint payment_fee_pkey PRIMARY KEY (company_id, id),
  constraint payment_fee_company_id_method_key UNIQUE (company_id, method)
);

create table pricing.price (
  company_id bigint not null,
  list_id bigint not null,
  item_id bigint not null,
  uom text collate "C" not null,
  valid_from date not null,
  valid_to date,
  unit_price numeric(20,6) not null,
  version integer default 1 not null,
  tiers jsonb,
  charges jsonb,
  constraint price_unit_price_check CHECK ((unit_price >= (0)::numeric)),
  constraint price_pkey PRIMARY KEY (company_id, list_id, item_id, uom, valid_from)
);

create table pricing.price_list (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  currency text collate "C" not null,
  segment text collate "C",
  rank integer not null,
  valid_from date not null,
  valid_to date,
  version integer default 1 not null,
  converted_from bigint,
  markup_percent numeric(20,6),
  constraint price_list_pkey PRIMARY KEY (company_id, id),
  constraint price_list_company_id_code_key UNIQUE (company_id, code)
);

create table pricing.promotion (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  kind text collate "C" not null,
  value numeric(20,6) not null,
  currency text collate "C",
  condition text not null,
  valid_from date not null,
  valid_to date,
  rank integer not null,
  version integer default 1 not null,
  coupon text collate "C",
  exclusive_group text collate "C" default ''::text not null,
  skus text[] default '{}'::text[] not null,
  item_classes text[] default '{}'::text[] not null,
  buy_quantity numeric(20,6),
  get_quantity numeric(20,6),
  constraint promotion_buy_get CHECK (((buy_quantity IS NULL) = (get_quantity IS NULL))),
  constraint promotion_buy_quantity_check CHECK ((buy_quantity > (0)::numeric)),
  constraint promotion_get_quantity_check CHECK ((get_quantity > (0)::numeric)),
  constraint promotion_kind_check CHECK ((kind = ANY (ARRAY['percent'::text, 'amount'::text]))),
  constraint promotion_value_check CHECK ((value >= (0)::numeric)),
  constraint promotion_pkey PRIMARY KEY (company_id, id),
  constraint promotion_company_id_code_key UNIQUE (company_id, code)
);

create table pricing.promotion_budget (
  company_id bigint not null,
  promotion_id bigint not null,
  amount bigint,
  uses bigint,
  gives_back text collate "C" not null,
  spent bigint default 0 not null,
  used bigint default 0 not null,
  constraint promotion_budget_amount_check CHECK ((amount >= 0)),
  constraint promotion_budget_gives_back_check CHECK ((gives_back = ANY (ARRAY['never'::text, 'cancelled'::text, 'returned'::text]))),
  constraint promotion_budget_spent_check CHECK ((spent >= 0)),
  constraint promotion_budget_used_check CHECK ((used >= 0)),
  constraint promotion_budget_uses_check CHECK ((uses >= 0)),
  constraint promotion_budget_company_id_promotion_id_fkey FOREIGN KEY (company_id, promotion_id) REFERENCES pricing.promotion(company_id, id),
  constraint promotion_budget_pkey PRIMARY KEY (company_id, promotion_id)
);

create table pricing.promotion_use (
  company_id bigint not null,
  cause_id bigint not null,
  promotion_id bigint not null,
  batch bigint not null,
  gives_back text collate "C" not null,
  line_nos integer[] not null,
  amounts bigint[] not null,
  given_amount bigint default 0 not null,
  given_uses bigint default 0 not null,
  constraint promotion_use_given_uses_check CHECK ((given_uses = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint promotion_use_pkey PRIMARY KEY (company_id, cause_id, promotion_id)
);

create table pricing.strategy (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  rank integer not null,
  segments text[] not null,
  sources text[] not null,
  order_types text[] not null,
  countries text[] not null,
  list_ids bigint[] not null,
  price_day text collate "C" not null,
  valid_from date not null,
  valid_to date,
  version integer default 1 not null,
  constraint strategy_price_day_check CHECK ((price_day = ANY (ARRAY['decided'::text, 'ordered'::text, 'requested'::text]))),
  constraint strategy_pkey PRIMARY KEY (company_id, id),
  constraint strategy_company_id_code_key UNIQUE (company_id, code)
);

CREATE INDEX agreement_of ON pricing.agreement USING btree (company_id, account_id);

CREATE INDEX agreement_release_of ON pricing.agreement_release USING btree (company_id, agreement_id, line_no);

CREATE INDEX price_item ON pricing.price USING btree (company_id, item_id);

CREATE INDEX promotion_use_of ON pricing.promotion_use USING btree (company_id, promotion_id);

create schema tax;

create table tax.rate (
  company_id bigint not null,
  id bigint not null,
  tax_code text collate "C" not null,
  country text collate "C" not null,
  region text collate "C" default ''::text not null,
  name text not null,
  percent numeric(20,6) not null,
  valid_from date not null,
  valid_to date,
  constraint rate_percent_check CHECK (((percent >= (0)::numeric) AND (percent < (1000)::numeric))),
  constraint rate_pkey PRIMARY KEY (company_id, id),
  constraint rate_company_id_tax_code_country_region_valid_from_key UNIQUE (company_id, tax_code, country, region, valid_from)
);
