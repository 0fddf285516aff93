-- name: models_by_code :read
-- Without what they say: an act of set-up compares that of one version alone.
select m.company_id, m.id, m.code, m.model_version, m.item_id, m.name, m.state, m.pricing, m.valid_from, m.valid_to, m.content
from unnest(:company_ids::bigint[], :codes::text[], :versions::integer[]) as w(company_id, code, model_version)
join catalog.configuration_model m on m.company_id = w.company_id and m.code = w.code and m.model_version = w.model_version

-- name: models_of_items :read
-- Which models items have: there is one for an item, in versions.
select m.company_id, m.item_id, m.code from catalog.configuration_model m
where (m.company_id, m.item_id) in (select * from unnest(:company_ids::bigint[], :item_ids::bigint[]))
group by 1, 2, 3

-- name: items_in_circles :read
-- Items that would be parts of themselves: by what is to be published, and by published models that it leads to.
with recursive new_parts as (
  select * from unnest(:company_ids::bigint[], :skus::text[], :parts::text[]) as w(company_id, sku, part)
), reached(company_id, sku, part) as (
  select company_id, sku, part from new_parts
  union
  select r.company_id, r.sku, next.part
  from reached r cross join lateral (
    select n.part from new_parts n where n.company_id = r.company_id and n.sku = r.part
    union all
    select named.part from catalog.item i
      join catalog.configuration_model m on m.company_id = i.company_id and m.item_id = i.id and m.state = 'published'
      cross join lateral jsonb_array_elements_text(
        jsonb_path_query_array(m.content, '$.groups[*].options[*].sku')) as named(part)
    where i.company_id = r.company_id and i.sku = r.part
  ) as next
)
select distinct company_id, sku from reached where part = sku

-- name: published_models :read
-- All that a company may sell by, without what they say.
select m.company_id, m.id, m.code, m.model_version, i.sku, m.name, m.pricing, m.valid_from, m.valid_to
from catalog.configuration_model m join catalog.item i on i.company_id = m.company_id and i.id = m.item_id
where m.company_id = any(:company_ids::bigint[]) and m.state = 'published'
order by m.company_id, i.sku, m.model_version desc

-- name: model_contents :read
select m.company_id, m.id, m.content
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
join catalog.configuration_model m on m.company_id = w.company_id and m.id = w.id

-- name: list_models :read
select m.company_id, m.code, m.model_version, i.sku, m.name, m.state, m.pricing, m.valid_from, m.valid_to, m.content
from catalog.configuration_model m join catalog.item i on i.company_id = m.company_id and i.id = m.item_id
where m.company_id = :company_id::bigint
  and (:after_code::text is null or (m.code, m.model_version) > (:after_code::text, :after_version::integer))
  and (:code::text is null or m.code = :code::text) and (not :published::boolean or m.state = 'published')
order by m.code, m.model_version limit :fetch::integer

-- name: save_models :write insert
insert into catalog.configuration_model as m (company_id, id, code, model_version, item_id, name, state, pricing, valid_from, valid_to, content)
select r.* from :rows(company_id bigint, id bigint, code text, model_version integer, item_id bigint, name text, state text, pricing text,
  valid_from date, valid_to date, content jsonb)
order by r.company_id, r.code, r.model_version
on conflict (company_id, code, model_version) do update set item_id = excluded.item_id, name = excluded.name, state = excluded.state,
  pricing = excluded.pricing, valid_from = excluded.valid_from, valid_to = excluded.valid_to, content = excluded.content
