-- The chunks in the column layout LlamaIndex's PGVectorStore reads, under the caller's own policies.

drop view if exists data_chunks;
create view data_chunks with (security_invoker = true) as
select
    c.chunk_id as id,
    lpad(to_hex(c.chunk_id), 16, '0') as node_id,
    c.body as text,
    json_build_object(
        'tenant_id', c.tenant_id, 'document_id', c.document_id, 'version', c.version, 'title', d.title,
        'source', d.source, 'start', c.start_char, 'end', c.end_char, 'page', c.page,
        'headings', c.headings
    ) as metadata_,
    c.embedding,
    to_tsvector('english', c.prefix || ' ' || c.body) as text_search_tsv
from chunks c
join documents d on d.tenant_id = c.tenant_id and d.document_id = c.document_id;
