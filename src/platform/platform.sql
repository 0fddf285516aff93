-- name: next_id_blocks :read
-- Blocks of 1,000 ids; the sequence steps by 1,000.
-- notnull: first
select nextval('platform.id_block') as first from generate_series(1, :count::integer)

-- name: read_clock :read
-- The time of operations is the database's, read once a batch: two nodes never disagree by their own clocks.
select clock_timestamp() as now

-- name: read_used_series :read
-- Series that gave a number.
select distinct n.company_id, n.series from platform.number_series n
where n.company_id = any(:company_ids::bigint[]) and n.last_number > 0
