-- by_tenant --
-- What the requests of each tenant took
with f as materialized (select * from visible_figures(%(since)s)),
refusals as (
    select tenant_id, jsonb_object_agg(refusal, requests) as refused
    from (select tenant_id, refusal, count(*) as requests from f
          where refusal is not null group by tenant_id, refusal) kinds
    group by tenant_id
)
select f.tenant_id as tenant, count(*) as requests, count(*) filter (where refusal is null) as answered,
       coalesce(r.refused, '{}') as refused, sum(cost_usd) as cost_usd,
       sum(tokens_in)::bigint as tokens_in, sum(tokens_out)::bigint as tokens_out,
       percentile_cont(0.5) within group (order by total_ms) as p50_ms,
       percentile_cont(0.95) within group (order by total_ms) as p95_ms, max(at) as last_at
from f left join refusals r using (tenant_id)
group by f.tenant_id, r.refused
order by f.tenant_id

-- by_hour --
-- The same for each hour
select tenant_id as tenant, date_trunc('hour', at) as hour, count(*) as requests,
       count(refusal) as refused, sum(cost_usd) as cost_usd,
       percentile_cont(0.5) within group (order by total_ms) as p50_ms,
       percentile_cont(0.95) within group (order by total_ms) as p95_ms
from visible_figures(%(since)s)
group by tenant_id, hour
order by hour, tenant_id
