-- visible_labels --
-- The labels the caller may see that are in force on a day, with how much they hold
select label_id, chunks, lexemes from labels
where tenant_id = %(tenant)s and chunks > 0
  and (%(as_of)s::date is null or (effective_from <= %(as_of)s::date and %(as_of)s::date < effective_to))
order by label_id

-- terms --
-- The question's words as the index knows them, and in how many visible chunks each stands
select q.lexeme as term, cardinality(q.positions) as times,
       (select coalesce(sum(v.chunks), 0)::int from vocabulary v
        where v.tenant_id = %(tenant)s and v.term = q.lexeme and v.label_id = any(%(labels)s)) as chunks
from tenants t, unnest(to_tsvector(t.language, %(question)s)) q
where t.tenant_id = %(tenant)s
order by chunks, term

-- sparse --
-- The best chunks by BM25 of some terms, over postings the caller may see; flat is BM25's
-- k1 (1 - b), slope its k1 b / mean length
select p.chunk_id, p.label_id, sum(q.idf * p.tf / (p.tf + %(flat)s::float8 + %(slope)s::float8 * p.length)) as score
from unnest(%(terms)s::text[], %(idf)s::float8[]) as q (term, idf)
join postings p on p.tenant_id = %(tenant)s and p.term = q.term
where p.label_id = any(%(labels)s)
group by p.chunk_id, p.label_id
order by score desc, p.chunk_id
limit %(depth)s

-- sparse_within --
-- BM25 of some terms for chunks named beforehand, looked up one by one
select c.chunk_id, sum(q.idf * p.tf / (p.tf + %(flat)s::float8 + %(slope)s::float8 * p.length)) as score
from unnest(%(chunk_ids)s::bigint[], %(chunk_labels)s::int[]) as c (chunk_id, label_id)
cross join unnest(%(terms)s::text[], %(idf)s::float8[]) as q (term, idf)
cross join lateral (
    select tf, length from postings
    where tenant_id = %(tenant)s and term = q.term and label_id = c.label_id and chunk_id = c.chunk_id
    offset 0 -- so that it is not joined the other way round, by reading all postings of the terms
) p
group by c.chunk_id

-- matches --
-- How often each of the question's words stands in some chunks
select c.chunk_id, jsonb_object_agg(q.term, p.tf) as terms
from chunks c
cross join unnest(%(terms)s::text[]) as q (term)
cross join lateral (
    select tf from postings
    where tenant_id = %(tenant)s and term = q.term and label_id = c.label_id and chunk_id = c.chunk_id
    offset 0 -- see sparse_within
) p
where c.tenant_id = %(tenant)s and c.chunk_id = any(%(chunk_ids)s)
group by c.chunk_id

-- dense_exact --
-- The nearest chunks by cosine, every visible one compared
with visible as materialized (
    select chunk_id, -(embedding <#> %(vector)s::halfvec) as score from chunks
    where tenant_id = %(tenant)s and label_id = any(%(labels)s)
)
select chunk_id, score from visible order by score desc, chunk_id limit %(depth)s

-- dense_indexed --
-- The nearest chunks by cosine, by the tenant's HNSW index; {dimension} is filled in with a number
select chunk_id, -(embedding::halfvec({dimension}) <#> %(vector)s::halfvec({dimension})) as score
from chunks
where tenant_id = %(tenant)s and label_id = any(%(labels)s)
order by embedding::halfvec({dimension}) <#> %(vector)s::halfvec({dimension})
limit %(depth)s

-- hnsw --
-- Search on until enough visible chunks are found, and look wide
select set_config('hnsw.iterative_scan', 'relaxed_order', true),
       set_config('hnsw.ef_search', %(ef_search)s, true),
       set_config('hnsw.max_scan_tuples', %(max_scan_tuples)s, true)

-- chunks --
-- Chunks with their provenance
select c.chunk_id, c.document_id, c.version, c.start_char, c.end_char, c.page, c.headings, c.prefix,
       c.body, d.source, d.title, l.tier, l.groups, l.effective_from, l.effective_to
from chunks c
join documents d on d.tenant_id = c.tenant_id and d.document_id = c.document_id
join labels l on l.tenant_id = c.tenant_id and l.label_id = c.label_id
where c.tenant_id = %(tenant)s and c.chunk_id = any(%(chunk_ids)s)
