-- name: match_rules_by_code :read
select r.company_id, r.code, r.position, r.keys, r.outcome, r.most_records, r.active
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, code)
join customers.match_rule r on r.company_id = w.company_id and r.code = w.code

-- name: read_match_rules :read
-- Of companies, in the order in which they are asked.
select r.company_id, r.code, r.position, r.keys, r.outcome, r.most_records, r.active
from customers.match_rule r where r.company_id = any(:company_ids::bigint[])
order by r.company_id, r.position, r.code

-- name: save_match_rules :write key
insert into customers.match_rule (company_id, code, position, keys, outcome, most_records, active)
select r.company_id, r.code, r.position, array(select jsonb_array_elements_text(r.keys)), r.outcome, r.most_records, r.active
from :rows(company_id bigint, code text, position integer, keys jsonb, outcome text, most_records integer, active boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set position = excluded.position, keys = excluded.keys, outcome = excluded.outcome,
  most_records = excluded.most_records, active = excluded.active

-- name: find_matches :read
-- Customers along the keys that rules match by, each an index of its own. Addresses and contacts are of whoever receives, so the
-- customer itself counts alone: among the 1000 rows of a key that are looked at.
select distinct w.company_id, k.customer_id
from unnest(:company_ids::bigint[], :fields::text[], :texts::text[], :ends::text[]) as w(company_id, field, text, upto)
cross join lateral (
  (select d.customer_id from (
    select d.customer_id, d.id from customers.person_data d
    where w.field = 'email' and d.company_id = w.company_id and d.email is not null and lower(d.email) = w.text collate "C" limit 1000
  ) d where d.id = 0 limit :most::integer)
  union all
  (select d.customer_id from (
    select d.customer_id, d.id from customers.person_data d
    where w.field = 'phone' and d.company_id = w.company_id and d.phone is not null
      and reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) >= w.text collate "C"
      and reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) < w.upto collate "C" limit 1000
  ) d where d.id = 0 limit :most::integer)
  union all
  (select d.customer_id from customers.person_data d
  where w.field = 'name_postcode' and d.company_id = w.company_id and d.id = 0 and d.search_name is not null
    and d.address ->> 'postcode' is not null and d.search_name = w.text collate "C"
    and upper(regexp_replace(d.address ->> 'postcode', '\W', '', 'g')) collate "C" = w.upto collate "C" limit :most::integer)
  union all
  (select n.customer_id from customers.alternate_number n
  where w.field = 'alternate_number' and n.company_id = w.company_id and n.system = w.text collate "C"
    and n.number = w.upto collate "C" limit :most::integer)
) k

-- name: read_known_as :read
-- What customers are known by.
-- null: name, email, phone, country, address
-- notnull: alternate_numbers
select c.company_id, c.id, p.name, p.email, p.phone, coalesce(p.address ->> 'country', (select a.ship_to_country from customers.account a
    where a.company_id = c.company_id and a.customer_id = c.id order by a.id limit 1)) as country, p.address,
  coalesce((select jsonb_agg(jsonb_build_object('system', n.system, 'number', n.number) order by n.system, n.number)
    from customers.alternate_number n where n.company_id = c.company_id and n.customer_id = c.id), '[]') as alternate_numbers
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
join customers.customer c on c.company_id = w.company_id and c.id = w.id
left join customers.person_data p on p.company_id = c.company_id and p.customer_id = c.id and p.id = 0
