-- name: find_key :read
-- One key by its hash; expiry and revocation are judged by the caller.
select company_id, key_id, name, hash, scopes, rows_seen, customer_account_ids, partner_id, expires_at, revoked_at
from platform.api_key where hash = :hash::bytea

-- name: find_session :read
select s.token_hash, s.user_id, s.created_at, s.seen_at, s.expires_at, u.login, u.name, u.disabled
from platform.session s join platform.app_user u using (user_id)
where s.token_hash = :hash::bytea

-- name: list_user_grants :read
select company_id, role, customer_account_ids, partner_id
from platform.user_grant where user_id = :user_id::bigint order by company_id, role

-- name: find_login :read
select user_id, name, password, disabled from platform.app_user where login = :login::text

-- name: find_user :read
select user_id, login, name, password, disabled from platform.app_user where user_id = :user_id::bigint

-- name: open_session :read
-- Also throws away what is over, a few at a time.
with over as (
  delete from platform.session where token_hash in (
    select token_hash from platform.session where expires_at < :at::timestamptz
    order by expires_at limit 100 for update skip locked)
)
insert into platform.session (token_hash, user_id, created_at, seen_at, expires_at)
select :hash::bytea, user_id, :at::timestamptz, :at::timestamptz, :expires_at::timestamptz
from platform.app_user where user_id = :user_id::bigint and not disabled
returning user_id

-- name: touch_session :read
update platform.session set seen_at = :at::timestamptz
where token_hash = :hash::bytea and seen_at < :at::timestamptz

-- name: close_session :read
delete from platform.session where token_hash = :hash::bytea

-- name: add_user :read
-- A user with all grants in one statement: nobody is left without them half-way. Of the accounts, each says which grant it is of;
-- a partner of 0 is none.
with made as (
  insert into platform.app_user (login, name, password, disabled, created_at, created_by)
  select :login::text, :name::text, :password::text, false, :at::timestamptz, :actor::text
  where :login::text is not null
  on conflict (login) do nothing returning user_id, login
), asked as materialized (
  select m.user_id, m.login, g.company_id, g.role, nullif(g.partner_id, 0) as partner_id, g.place,
    array(select a.id from unnest(:account_ids::bigint[], :account_places::integer[]) with ordinality as a(id, place, nth)
      where a.place = g.place order by a.nth) as customer_account_ids
  from made m
  cross join unnest(:companies::bigint[], :roles::text[], :partners::bigint[]) with ordinality
    as g(company_id, role, partner_id, place)
), granted as (
  insert into platform.user_grant
    (company_id, user_id, role, customer_account_ids, partner_id, granted_at, granted_by)
  select a.company_id, a.user_id, a.role, a.customer_account_ids, a.partner_id, :at::timestamptz, :actor::text
  from asked a
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, :actor::text, e.act, 'user:' || e.user_id, e.company_id, e.detail
  from (
    select 0 as place, 'add_user' as act, m.user_id, null as company_id, jsonb_build_object('login', m.login) as detail
    from made m
    union all
    select a.place, 'put_grant', a.user_id, a.company_id, jsonb_build_object('role', a.role,
      'customerAccountIds', a.customer_account_ids::text[], 'partnerId', a.partner_id::text)
    from asked a
  ) e
  order by e.place
)
select user_id from made

-- name: change_user :read
-- A new password, another state or both, in one statement; null leaves as it was. A new password and disabling end all sessions.
with changed as (
  update platform.app_user
  set password = coalesce(:password::text, password), disabled = coalesce(:disabled::boolean, disabled)
  where user_id = :user_id::bigint returning user_id
), closed as (
  delete from platform.session where (:password::text is not null or :disabled::boolean) and user_id = :user_id::bigint
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, :actor::text, e.act, 'user:' || c.user_id, null, e.detail
  from changed c
  cross join (values
    (1, 'set_password', :password::text is not null, '{}'::jsonb),
    (2, 'set_user_disabled', :disabled::boolean is not null, jsonb_build_object('disabled', :disabled::boolean))
  ) as e(place, act, done, detail)
  where e.done
  order by e.place
)
select user_id from changed

-- name: set_password :read
-- A user's own: the session in which it is changed stays.
with changed as (
  update platform.app_user set password = :password::text
  where user_id = :user_id::bigint returning user_id
), closed as (
  delete from platform.session where user_id = :user_id::bigint and token_hash is distinct from :except::bytea
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, :actor::text, 'set_password', 'user:' || user_id, null, '{}' from changed
)
select user_id from changed

-- name: read_granted_roles :read
-- The roles of a user, each in its company, and the state of them: all as of one moment.
select u.grants_version,
  array(select g.role from platform.user_grant g where g.user_id = u.user_id order by g.company_id, g.role) as roles,
  array(select g.company_id from platform.user_grant g where g.user_id = u.user_id order by g.company_id, g.role) as companies
from platform.app_user u where u.user_id = :user_id::bigint

-- name: grants_of_users :read
select g.company_id, g.user_id, g.role
from platform.user_grant g join platform.app_user u using (user_id)
where g.user_id = any(:user_ids::bigint[]) and not u.disabled

-- name: put_grant :read
-- Locks the row of the user. Nothing is given when the grants are not those any more on which it was decided: whoever waited for
-- the lock finds the next version.
with stands as (
  update platform.app_user set grants_version = grants_version + 1
  where user_id = :user_id::bigint and grants_version = :version::integer
  returning user_id
), put as (
  insert into platform.user_grant
    (company_id, user_id, role, customer_account_ids, partner_id, granted_at, granted_by)
  select :company_id::bigint, user_id, :role::text, :customer_account_ids::bigint[], :partner_id::bigint,
    :at::timestamptz, :actor::text
  from stands
  on conflict (company_id, user_id, role) do update set
    customer_account_ids = excluded.customer_account_ids, partner_id = excluded.partner_id,
    granted_at = excluded.granted_at, granted_by = excluded.granted_by
  returning company_id, user_id, role, customer_account_ids, partner_id
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, :actor::text, 'put_grant', 'user:' || user_id, company_id,
    jsonb_build_object('role', role, 'customerAccountIds', customer_account_ids::text[], 'partnerId', partner_id::text)
  from put
)
select user_id from put

-- name: remove_grant :read
with removed as (
  delete from platform.user_grant
  where company_id = :company_id::bigint and user_id = :user_id::bigint and role = :role::text
  returning company_id, user_id, role
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, :actor::text, 'remove_grant', 'user:' || user_id, company_id, jsonb_build_object('role', role)
  from removed
)
select user_id from removed

-- name: list_users :read
-- Users with a grant in one of the companies, or all users.
select u.user_id, u.login, u.name, u.disabled, u.created_at
from platform.app_user u
where u.user_id > :after::bigint
  and (:everyone::boolean or exists (
    select 1 from platform.user_grant g where g.user_id = u.user_id and g.company_id = any(:companies::bigint[])))
order by u.user_id limit :limit::integer

-- name: list_grants :read
select user_id, company_id, role, customer_account_ids, partner_id
from platform.user_grant where user_id = any(:user_ids::bigint[]) order by user_id, company_id, role

-- name: add_key :read
with made as (
  insert into platform.api_key (company_id, key_id, name, hash, scopes, rows_seen, customer_account_ids, partner_id,
    created_at, created_by, expires_at)
  select :company_id::bigint, :key_id::text, :name::text, :hash::bytea, :scopes::text[], :rows_seen::text,
    :customer_account_ids::bigint[], :partner_id::bigint, :at::timestamptz, :actor::text, :expires_at::timestamptz
  where :key_id::text is not null
  on conflict do nothing returning company_id, key_id, name, scopes
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, :actor::text, 'add_key', 'key:' || key_id, company_id,
    jsonb_build_object('name', name, 'scopes', scopes) from made
)
select key_id from made

-- name: lend_key :read
-- A key with a chosen public part: the same part again gets a new secret, unless it is another's or was revoked.
with made as (
  insert into platform.api_key (company_id, key_id, name, hash, scopes, rows_seen, customer_account_ids, partner_id,
    created_at, created_by, expires_at)
  select 0, :key_id::text, :name::text, :hash::bytea, :scopes::text[], 'all', '{}', null,
    :at::timestamptz, :actor::text, :expires_at::timestamptz
  where :key_id::text is not null
  on conflict (key_id) do update set
    hash = excluded.hash, scopes = excluded.scopes, expires_at = excluded.expires_at
  where api_key.name = excluded.name and api_key.created_by = excluded.created_by and api_key.revoked_at is null
  returning key_id, name, scopes
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, :actor::text, 'add_key', 'key:' || key_id, 0,
    jsonb_build_object('name', name, 'scopes', scopes) from made
)
select key_id from made

-- name: find_lent_key :read
select key_id from platform.api_key
where company_id = 0 and key_id = :key_id::text and created_by = :actor::text and revoked_at is null

-- name: revoke_key :read
with revoked as (
  update platform.api_key set revoked_at = :at::timestamptz, revoked_by = :actor::text
  where company_id = any(:companies::bigint[]) and key_id = :key_id::text and revoked_at is null
  returning company_id, key_id
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, :actor::text, 'revoke_key', 'key:' || key_id, company_id, '{}' from revoked
)
select key_id from revoked

-- name: list_keys :read
select company_id, key_id, name, scopes, rows_seen, customer_account_ids, partner_id, created_at, created_by,
  expires_at, revoked_at, revoked_by
from platform.api_key
where company_id = any(:companies::bigint[]) and key_id > :after::text
order by key_id limit :limit::integer

-- name: make_first_administrator :read
-- The administrator and the first key in one statement: of two nodes that start together one makes both.
with made as (
  insert into platform.app_user (login, name, password, disabled, created_at, created_by)
  select :login::text, 'Administrator', :password::text, false, :at::timestamptz, 'first-run'
  where :login::text is not null and not exists (select 1 from platform.app_user)
  on conflict (login) do nothing returning user_id
), granted as (
  insert into platform.user_grant
    (company_id, user_id, role, customer_account_ids, partner_id, granted_at, granted_by)
  select 0, user_id, 'administrator', '{}', null, :at::timestamptz, 'first-run' from made
), keyed as (
  insert into platform.api_key (company_id, key_id, name, hash, scopes, rows_seen, customer_account_ids, partner_id,
    created_at, created_by, expires_at)
  select 0, :key_id::text, 'first run', :hash::bytea, '{admin}', 'all', '{}', null, :at::timestamptz, 'first-run', null
  from made
), logged as (
  insert into platform.auth_event (at, actor, act, subject, company_id, detail)
  select :at::timestamptz, 'first-run', 'add_user', 'user:' || user_id, 0, jsonb_build_object('login', :login::text)
  from made
)
select user_id from made
