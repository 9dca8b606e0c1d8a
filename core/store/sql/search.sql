-- visible_labels --
-- The labels the caller may see that are in force on a day, with how much they hold
select label_id, chunks, lexemes from labels
where tenant_id = %(tenant)s and chunks > 0
  and (%(as_of)s::date is null or (effective_from <= %(as_of)s::date and %(as_of)s::date < effective_to))

-- lexemes --
-- The question's words as the index knows them
select array(select lexeme from unnest(to_tsvector(language, %(question)s))) as terms
from tenants where tenant_id = %(tenant)s

-- sparse --
-- The best chunks by BM25 (Robertson's, with Lucene's idf), over postings the caller may see;
-- frequencies are taken from those alone
with matched as materialized (
    select term, chunk_id, tf, length from postings
    where tenant_id = %(tenant)s and term = any(%(terms)s) and label_id = any(%(labels)s)
), rarity as (
    select term, ln(1 + (%(chunks)s - count(*) + 0.5) / (count(*) + 0.5))::float4 as idf
    from matched group by term
)
select chunk_id,
       sum(idf * tf / (tf + %(k1)s::float4 * (1 - %(b)s::float4 + %(b)s::float4 * length / %(mean_length)s::float4))) as score,
       (select jsonb_object_agg(term, idf) from rarity) as idf
from matched join rarity using (term)
group by chunk_id
order by score desc, chunk_id
limit %(depth)s

-- matches --
-- How often each of the question's words stands in some chunks
select chunk_id, jsonb_object_agg(term, tf) as terms from postings
where tenant_id = %(tenant)s and term = any(%(terms)s) and chunk_id = any(%(chunk_ids)s)
group by chunk_id

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
