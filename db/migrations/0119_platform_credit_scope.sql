-- Why: credit limits and the release of credit holds have a scope of their own, credit:write. A key that could do both before
-- (orders:write with operations:write, and customers:write) goes on to. One that could do one of them gets nothing: it would be
-- given the other.
-- Locks: rows of platform.api_key, for a moment. Duration: instant. Breaking: a key with customers:write alone sets no limit any
-- more, one with operations:write alone releases no credit hold; of the roles operations does neither, finance both.
update platform.api_key set scopes = scopes || '{credit:write}'::text[]
where revoked_at is null and scopes @> '{orders:write,operations:write,customers:write}'::text[]
  and not scopes && '{admin,credit:write}'::text[];
