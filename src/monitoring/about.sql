-- name: read_database :read
-- null: migration
select (select max(m.name) from platform.migration m) as migration, current_setting('server_version') as postgres

-- name: count_orders_since :read
-- Agreed orders of a company placed since the beginning of a day in its time zone.
select count(*) as count from organization.company c
join orders.order_state s on s.company_id = c.company_id
  and s.placed_at >= (:since::date)::timestamp at time zone c.time_zone
where c.company_id = :company_id::bigint and s.status <> all(array['draft', 'pending_approval', 'rejected', 'failed'])
