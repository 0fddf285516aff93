// Written by `npm run generate` from auth.sql; do not edit.
import type { ReadStatement } from '../database/index.ts'

/** One key by its hash; expiry and revocation are judged by the caller. */
export const findKey: ReadStatement<{ hash: Buffer | null }, { company_id: bigint; key_id: string; name: string; hash: Buffer; scopes: string[]; rows_seen: string; customer_account_ids: bigint[]; partner_id: bigint | null; expires_at: Date | null; revoked_at: Date | null }> = {
  name: 'platform.auth.find_key',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'hash', type: 'bytea', array: false },
  ],
  text: "select company_id, key_id, name, hash, scopes, rows_seen, customer_account_ids, partner_id, expires_at, revoked_at\nfrom platform.api_key where hash = $1::bytea",
}

export const findSession: ReadStatement<{ hash: Buffer | null }, { token_hash: Buffer; user_id: bigint; created_at: Date; seen_at: Date; expires_at: Date; login: string; name: string; disabled: boolean }> = {
  name: 'platform.auth.find_session',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'hash', type: 'bytea', array: false },
  ],
  text: "select s.token_hash, s.user_id, s.created_at, s.seen_at, s.expires_at, u.login, u.name, u.disabled\nfrom platform.session s join platform.app_user u using (user_id)\nwhere s.token_hash = $1::bytea",
}

export const listUserGrants: ReadStatement<{ userId: bigint | null }, { company_id: bigint; role: string; customer_account_ids: bigint[]; partner_id: bigint | null }> = {
  name: 'platform.auth.list_user_grants',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'userId', type: 'bigint', array: false },
  ],
  text: "select company_id, role, customer_account_ids, partner_id\nfrom platform.user_grant where user_id = $1::bigint order by company_id, role",
}

export const findLogin: ReadStatement<{ login: string | null }, { user_id: bigint; name: string; password: string; disabled: boolean }> = {
  name: 'platform.auth.find_login',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'login', type: 'text', array: false },
  ],
  text: "select user_id, name, password, disabled from platform.app_user where login = $1::text",
}

export const findUser: ReadStatement<{ userId: bigint | null }, { user_id: bigint; login: string; name: string; password: string; disabled: boolean }> = {
  name: 'platform.auth.find_user',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'userId', type: 'bigint', array: false },
  ],
  text: "select user_id, login, name, password, disabled from platform.app_user where user_id = $1::bigint",
}

/** Also throws away what is over, a few at a time. */
export const openSession: ReadStatement<{ at: Date | null; hash: Buffer | null; expiresAt: Date | null; userId: bigint | null }, { user_id: bigint }> = {
  name: 'platform.auth.open_session',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'hash', type: 'bytea', array: false },
    { name: 'expiresAt', type: 'timestamptz', array: false },
    { name: 'userId', type: 'bigint', array: false },
  ],
  text: "with over as (\n  delete from platform.session where token_hash in (\n    select token_hash from platform.session where expires_at < $1::timestamptz\n    order by expires_at limit 100 for update skip locked)\n)\ninsert into platform.session (token_hash, user_id, created_at, seen_at, expires_at)\nselect $2::bytea, user_id, $1::timestamptz, $1::timestamptz, $3::timestamptz\nfrom platform.app_user where user_id = $4::bigint and not disabled\nreturning user_id",
}

export const touchSession: ReadStatement<{ at: Date | null; hash: Buffer | null }, never> = {
  name: 'platform.auth.touch_session',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'hash', type: 'bytea', array: false },
  ],
  text: "update platform.session set seen_at = $1::timestamptz\nwhere token_hash = $2::bytea and seen_at < $1::timestamptz",
}

export const closeSession: ReadStatement<{ hash: Buffer | null }, never> = {
  name: 'platform.auth.close_session',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'hash', type: 'bytea', array: false },
  ],
  text: "delete from platform.session where token_hash = $1::bytea",
}

/** A user with all grants in one statement: nobody is left without them half-way. Of the accounts, each says which grant it is of; a partner of 0 is none. */
export const addUser: ReadStatement<{ login: string | null; name: string | null; password: string | null; at: Date | null; actor: string | null; accountIds: readonly bigint[]; accountPlaces: readonly number[]; companies: readonly bigint[]; roles: readonly string[]; partners: readonly bigint[] }, { user_id: bigint }> = {
  name: 'platform.auth.add_user',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'login', type: 'text', array: false },
    { name: 'name', type: 'text', array: false },
    { name: 'password', type: 'text', array: false },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'accountPlaces', type: 'integer', array: true },
    { name: 'companies', type: 'bigint', array: true },
    { name: 'roles', type: 'text', array: true },
    { name: 'partners', type: 'bigint', array: true },
  ],
  text: "with made as (\n  insert into platform.app_user (login, name, password, disabled, created_at, created_by)\n  select $1::text, $2::text, $3::text, false, $4::timestamptz, $5::text\n  where $1::text is not null\n  on conflict (login) do nothing returning user_id, login\n), asked as materialized (\n  select m.user_id, m.login, g.company_id, g.role, nullif(g.partner_id, 0) as partner_id, g.place,\n    array(select a.id from unnest($6::bigint[], $7::integer[]) with ordinality as a(id, place, nth)\n      where a.place = g.place order by a.nth) as customer_account_ids\n  from made m\n  cross join unnest($8::bigint[], $9::text[], $10::bigint[]) with ordinality\n    as g(company_id, role, partner_id, place)\n), granted as (\n  insert into platform.user_grant\n    (company_id, user_id, role, customer_account_ids, partner_id, granted_at, granted_by)\n  select a.company_id, a.user_id, a.role, a.customer_account_ids, a.partner_id, $4::timestamptz, $5::text\n  from asked a\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $4::timestamptz, $5::text, e.act, 'user:' || e.user_id, e.company_id, e.detail\n  from (\n    select 0 as place, 'add_user' as act, m.user_id, null as company_id, jsonb_build_object('login', m.login) as detail\n    from made m\n    union all\n    select a.place, 'put_grant', a.user_id, a.company_id, jsonb_build_object('role', a.role,\n      'customerAccountIds', a.customer_account_ids::text[], 'partnerId', a.partner_id::text)\n    from asked a\n  ) e\n  order by e.place\n)\nselect user_id from made",
}

/** A new password, another state or both, in one statement; null leaves as it was. A new password and disabling end all sessions. */
export const changeUser: ReadStatement<{ password: string | null; disabled: boolean | null; userId: bigint | null; at: Date | null; actor: string | null }, { user_id: bigint }> = {
  name: 'platform.auth.change_user',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'password', type: 'text', array: false },
    { name: 'disabled', type: 'boolean', array: false },
    { name: 'userId', type: 'bigint', array: false },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
  ],
  text: "with changed as (\n  update platform.app_user\n  set password = coalesce($1::text, password), disabled = coalesce($2::boolean, disabled)\n  where user_id = $3::bigint returning user_id\n), closed as (\n  delete from platform.session where ($1::text is not null or $2::boolean) and user_id = $3::bigint\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $4::timestamptz, $5::text, e.act, 'user:' || c.user_id, null, e.detail\n  from changed c\n  cross join (values\n    (1, 'set_password', $1::text is not null, '{}'::jsonb),\n    (2, 'set_user_disabled', $2::boolean is not null, jsonb_build_object('disabled', $2::boolean))\n  ) as e(place, act, done, detail)\n  where e.done\n  order by e.place\n)\nselect user_id from changed",
}

/** A user's own: the session in which it is changed stays. */
export const setPassword: ReadStatement<{ password: string | null; userId: bigint | null; except: Buffer | null; at: Date | null; actor: string | null }, { user_id: bigint }> = {
  name: 'platform.auth.set_password',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'password', type: 'text', array: false },
    { name: 'userId', type: 'bigint', array: false },
    { name: 'except', type: 'bytea', array: false },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
  ],
  text: "with changed as (\n  update platform.app_user set password = $1::text\n  where user_id = $2::bigint returning user_id\n), closed as (\n  delete from platform.session where user_id = $2::bigint and token_hash is distinct from $3::bytea\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $4::timestamptz, $5::text, 'set_password', 'user:' || user_id, null, '{}' from changed\n)\nselect user_id from changed",
}

/** The roles of a user, each in its company, and the state of them: all as of one moment. */
export const readGrantedRoles: ReadStatement<{ userId: bigint | null }, { grants_version: number; roles: string[]; companies: bigint[] }> = {
  name: 'platform.auth.read_granted_roles',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'userId', type: 'bigint', array: false },
  ],
  text: "select u.grants_version,\n  array(select g.role from platform.user_grant g where g.user_id = u.user_id order by g.company_id, g.role) as roles,\n  array(select g.company_id from platform.user_grant g where g.user_id = u.user_id order by g.company_id, g.role) as companies\nfrom platform.app_user u where u.user_id = $1::bigint",
}

export const grantsOfUsers: ReadStatement<{ userIds: readonly bigint[] }, { company_id: bigint; user_id: bigint; role: string }> = {
  name: 'platform.auth.grants_of_users',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'userIds', type: 'bigint', array: true },
  ],
  text: "select g.company_id, g.user_id, g.role\nfrom platform.user_grant g join platform.app_user u using (user_id)\nwhere g.user_id = any($1::bigint[]) and not u.disabled",
}

/** Locks the row of the user. Nothing is given when the grants are not those any more on which it was decided: whoever waited for the lock finds the next version. */
export const putGrant: ReadStatement<{ userId: bigint | null; version: number | null; companyId: bigint | null; role: string | null; customerAccountIds: readonly bigint[]; partnerId: bigint | null; at: Date | null; actor: string | null }, { user_id: bigint }> = {
  name: 'platform.auth.put_grant',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'userId', type: 'bigint', array: false },
    { name: 'version', type: 'integer', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'role', type: 'text', array: false },
    { name: 'customerAccountIds', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: false },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
  ],
  text: "with stands as (\n  update platform.app_user set grants_version = grants_version + 1\n  where user_id = $1::bigint and grants_version = $2::integer\n  returning user_id\n), put as (\n  insert into platform.user_grant\n    (company_id, user_id, role, customer_account_ids, partner_id, granted_at, granted_by)\n  select $3::bigint, user_id, $4::text, $5::bigint[], $6::bigint,\n    $7::timestamptz, $8::text\n  from stands\n  on conflict (company_id, user_id, role) do update set\n    customer_account_ids = excluded.customer_account_ids, partner_id = excluded.partner_id,\n    granted_at = excluded.granted_at, granted_by = excluded.granted_by\n  returning company_id, user_id, role, customer_account_ids, partner_id\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $7::timestamptz, $8::text, 'put_grant', 'user:' || user_id, company_id,\n    jsonb_build_object('role', role, 'customerAccountIds', customer_account_ids::text[], 'partnerId', partner_id::text)\n  from put\n)\nselect user_id from put",
}

export const removeGrant: ReadStatement<{ companyId: bigint | null; userId: bigint | null; role: string | null; at: Date | null; actor: string | null }, { user_id: bigint }> = {
  name: 'platform.auth.remove_grant',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'userId', type: 'bigint', array: false },
    { name: 'role', type: 'text', array: false },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
  ],
  text: "with removed as (\n  delete from platform.user_grant\n  where company_id = $1::bigint and user_id = $2::bigint and role = $3::text\n  returning company_id, user_id, role\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $4::timestamptz, $5::text, 'remove_grant', 'user:' || user_id, company_id, jsonb_build_object('role', role)\n  from removed\n)\nselect user_id from removed",
}

/** Users with a grant in one of the companies, or all users. */
export const listUsers: ReadStatement<{ after: bigint | null; everyone: boolean | null; companies: readonly bigint[]; limit: number | null }, { user_id: bigint; login: string; name: string; disabled: boolean; created_at: Date }> = {
  name: 'platform.auth.list_users',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'after', type: 'bigint', array: false },
    { name: 'everyone', type: 'boolean', array: false },
    { name: 'companies', type: 'bigint', array: true },
    { name: 'limit', type: 'integer', array: false },
  ],
  text: "select u.user_id, u.login, u.name, u.disabled, u.created_at\nfrom platform.app_user u\nwhere u.user_id > $1::bigint\n  and ($2::boolean or exists (\n    select 1 from platform.user_grant g where g.user_id = u.user_id and g.company_id = any($3::bigint[])))\norder by u.user_id limit $4::integer",
}

export const listGrants: ReadStatement<{ userIds: readonly bigint[] }, { user_id: bigint; company_id: bigint; role: string; customer_account_ids: bigint[]; partner_id: bigint | null }> = {
  name: 'platform.auth.list_grants',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'userIds', type: 'bigint', array: true },
  ],
  text: "select user_id, company_id, role, customer_account_ids, partner_id\nfrom platform.user_grant where user_id = any($1::bigint[]) order by user_id, company_id, role",
}

export const addKey: ReadStatement<{ companyId: bigint | null; keyId: string | null; name: string | null; hash: Buffer | null; scopes: readonly string[]; rowsSeen: string | null; customerAccountIds: readonly bigint[]; partnerId: bigint | null; at: Date | null; actor: string | null; expiresAt: Date | null }, { key_id: string }> = {
  name: 'platform.auth.add_key',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'keyId', type: 'text', array: false },
    { name: 'name', type: 'text', array: false },
    { name: 'hash', type: 'bytea', array: false },
    { name: 'scopes', type: 'text', array: true },
    { name: 'rowsSeen', type: 'text', array: false },
    { name: 'customerAccountIds', type: 'bigint', array: true },
    { name: 'partnerId', type: 'bigint', array: false },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'expiresAt', type: 'timestamptz', array: false },
  ],
  text: "with made as (\n  insert into platform.api_key (company_id, key_id, name, hash, scopes, rows_seen, customer_account_ids, partner_id,\n    created_at, created_by, expires_at)\n  select $1::bigint, $2::text, $3::text, $4::bytea, $5::text[], $6::text,\n    $7::bigint[], $8::bigint, $9::timestamptz, $10::text, $11::timestamptz\n  where $2::text is not null\n  on conflict do nothing returning company_id, key_id, name, scopes\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $9::timestamptz, $10::text, 'add_key', 'key:' || key_id, company_id,\n    jsonb_build_object('name', name, 'scopes', scopes) from made\n)\nselect key_id from made",
}

/** A key with a chosen public part: the same part again gets a new secret, unless it is another's or was revoked. */
export const lendKey: ReadStatement<{ keyId: string | null; name: string | null; hash: Buffer | null; scopes: readonly string[]; at: Date | null; actor: string | null; expiresAt: Date | null }, { key_id: string }> = {
  name: 'platform.auth.lend_key',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'keyId', type: 'text', array: false },
    { name: 'name', type: 'text', array: false },
    { name: 'hash', type: 'bytea', array: false },
    { name: 'scopes', type: 'text', array: true },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'expiresAt', type: 'timestamptz', array: false },
  ],
  text: "with made as (\n  insert into platform.api_key (company_id, key_id, name, hash, scopes, rows_seen, customer_account_ids, partner_id,\n    created_at, created_by, expires_at)\n  select 0, $1::text, $2::text, $3::bytea, $4::text[], 'all', '{}', null,\n    $5::timestamptz, $6::text, $7::timestamptz\n  where $1::text is not null\n  on conflict (key_id) do update set\n    hash = excluded.hash, scopes = excluded.scopes, expires_at = excluded.expires_at\n  where api_key.name = excluded.name and api_key.created_by = excluded.created_by and api_key.revoked_at is null\n  returning key_id, name, scopes\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $5::timestamptz, $6::text, 'add_key', 'key:' || key_id, 0,\n    jsonb_build_object('name', name, 'scopes', scopes) from made\n)\nselect key_id from made",
}

export const findLentKey: ReadStatement<{ keyId: string | null; actor: string | null }, { key_id: string }> = {
  name: 'platform.auth.find_lent_key',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'keyId', type: 'text', array: false },
    { name: 'actor', type: 'text', array: false },
  ],
  text: "select key_id from platform.api_key\nwhere company_id = 0 and key_id = $1::text and created_by = $2::text and revoked_at is null",
}

export const revokeKey: ReadStatement<{ at: Date | null; actor: string | null; companies: readonly bigint[]; keyId: string | null }, { key_id: string }> = {
  name: 'platform.auth.revoke_key',
  kind: 'read',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'companies', type: 'bigint', array: true },
    { name: 'keyId', type: 'text', array: false },
  ],
  text: "with revoked as (\n  update platform.api_key set revoked_at = $1::timestamptz, revoked_by = $2::text\n  where company_id = any($3::bigint[]) and key_id = $4::text and revoked_at is null\n  returning company_id, key_id\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $1::timestamptz, $2::text, 'revoke_key', 'key:' || key_id, company_id, '{}' from revoked\n)\nselect key_id from revoked",
}

export const listKeys: ReadStatement<{ companies: readonly bigint[]; after: string | null; limit: number | null }, { company_id: bigint; key_id: string; name: string; scopes: string[]; rows_seen: string; customer_account_ids: bigint[]; partner_id: bigint | null; created_at: Date; created_by: string; expires_at: Date | null; revoked_at: Date | null; revoked_by: string | null }> = {
  name: 'platform.auth.list_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companies', type: 'bigint', array: true },
    { name: 'after', type: 'text', array: false },
    { name: 'limit', type: 'integer', array: false },
  ],
  text: "select company_id, key_id, name, scopes, rows_seen, customer_account_ids, partner_id, created_at, created_by,\n  expires_at, revoked_at, revoked_by\nfrom platform.api_key\nwhere company_id = any($1::bigint[]) and key_id > $2::text\norder by key_id limit $3::integer",
}

/** The administrator and the first key in one statement: of two nodes that start together one makes both. */
export const makeFirstAdministrator: ReadStatement<{ login: string | null; password: string | null; at: Date | null; keyId: string | null; hash: Buffer | null }, { user_id: bigint }> = {
  name: 'platform.auth.make_first_administrator',
  kind: 'read',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'login', type: 'text', array: false },
    { name: 'password', type: 'text', array: false },
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'keyId', type: 'text', array: false },
    { name: 'hash', type: 'bytea', array: false },
  ],
  text: "with made as (\n  insert into platform.app_user (login, name, password, disabled, created_at, created_by)\n  select $1::text, 'Administrator', $2::text, false, $3::timestamptz, 'first-run'\n  where $1::text is not null and not exists (select 1 from platform.app_user)\n  on conflict (login) do nothing returning user_id\n), granted as (\n  insert into platform.user_grant\n    (company_id, user_id, role, customer_account_ids, partner_id, granted_at, granted_by)\n  select 0, user_id, 'administrator', '{}', null, $3::timestamptz, 'first-run' from made\n), keyed as (\n  insert into platform.api_key (company_id, key_id, name, hash, scopes, rows_seen, customer_account_ids, partner_id,\n    created_at, created_by, expires_at)\n  select 0, $4::text, 'first run', $5::bytea, '{admin}', 'all', '{}', null, $3::timestamptz, 'first-run', null\n  from made\n), logged as (\n  insert into platform.auth_event (at, actor, act, subject, company_id, detail)\n  select $3::timestamptz, 'first-run', 'add_user', 'user:' || user_id, 0, jsonb_build_object('login', $1::text)\n  from made\n)\nselect user_id from made",
}
