-- label --
-- The number of a label, made on first use
insert into labels (tenant_id, tier, groups, effective_from, effective_to)
values (%(tenant)s, %(tier)s, %(groups)s, %(effective_from)s, %(effective_to)s)
on conflict (tenant_id, tier, groups, effective_from, effective_to) do update set tier = excluded.tier
returning label_id

-- clear --
-- Take out the chunks and postings of some documents, before new ones are put in their place
with gone as (
    delete from chunks where tenant_id = %(tenant)s and document_id = any(%(documents)s) returning chunk_id
)
delete from postings where tenant_id = %(tenant)s and chunk_id in (select chunk_id from gone)

-- put_version --
-- The text of a version; earlier versions of the document follow its present label
with kept as (
    update versions set label_id = %(label_id)s
    where tenant_id = %(tenant)s and document_id = %(document_id)s and version <> %(version)s
)
insert into versions (tenant_id, document_id, version, label_id, body, pages)
values (%(tenant)s, %(document_id)s, %(version)s, %(label_id)s, %(body)s, %(pages)s)
on conflict (tenant_id, document_id, version) do update
set label_id = excluded.label_id, body = excluded.body, pages = excluded.pages

-- put_document --
-- The document as it now is
insert into documents
    (tenant_id, document_id, collection, source, title, label_id, version, fingerprint, supersedes,
     declared_end, bytes)
values
    (%(tenant)s, %(document_id)s, %(collection)s, %(source)s, %(title)s, %(label_id)s, %(version)s,
     %(fingerprint)s, %(supersedes)s, %(declared_end)s, %(bytes)s)
on conflict (tenant_id, document_id) do update
set title = excluded.title, label_id = excluded.label_id, version = excluded.version,
    fingerprint = excluded.fingerprint, supersedes = excluded.supersedes,
    declared_end = excluded.declared_end, bytes = excluded.bytes,
    ingested_at = now()

-- put_chunks --
-- The chunks of one or several documents, analysed once, with their postings
with incoming as materialized (
    select i.*, to_tsvector(t.language, i.prefix || ' ' || i.body) as words
    from tenants t, unnest(
        %(chunk_ids)s::bigint[], %(document_ids)s::text[], %(versions)s::text[], %(label_ids)s::int[],
        %(ordinals)s::int[], %(starts)s::int[], %(ends)s::int[], %(pages)s::int[],
        %(headings)s::text[], %(prefixes)s::text[], %(bodies)s::text[], %(embeddings)s::text[]
    ) as i (chunk_id, document_id, version, label_id, ordinal, start_char, end_char, page,
            headings, prefix, body, embedding)
    where t.tenant_id = %(tenant)s
), terms as materialized (
    select i.chunk_id, i.label_id, u.lexeme, cardinality(u.positions) as tf
    from incoming i, unnest(i.words) u
), lengths as (
    select chunk_id, sum(tf)::int as lexemes from terms group by chunk_id
), put as (
    insert into chunks
        (tenant_id, chunk_id, document_id, version, label_id, ordinal, start_char, end_char, page,
         headings, prefix, body, lexemes, embedding)
    select %(tenant)s, i.chunk_id, i.document_id, i.version, i.label_id, i.ordinal, i.start_char,
           i.end_char, i.page, coalesce(string_to_array(nullif(i.headings, ''), chr(31)), '{}'), i.prefix, i.body,
           coalesce(l.lexemes, 0), i.embedding::halfvec
    from incoming i left join lengths l using (chunk_id)
)
insert into postings (tenant_id, term, chunk_id, label_id, tf, length)
select %(tenant)s, t.lexeme, t.chunk_id, t.label_id, t.tf, l.lexemes
from terms t join lengths l using (chunk_id)

-- remove --
-- Documents that are gone, with every version of them
with versions_gone as (
    delete from versions where tenant_id = %(tenant)s and document_id = any(%(documents)s)
)
delete from documents where tenant_id = %(tenant)s and document_id = any(%(documents)s)

-- quarantine --
-- A file that was not taken in, and why
insert into quarantine (tenant_id, collection, source, kind, reason, bytes)
values (%(tenant)s, %(collection)s, %(source)s, %(kind)s, %(reason)s, %(bytes)s)
on conflict (tenant_id, collection, source) do update
set kind = excluded.kind, reason = excluded.reason, bytes = excluded.bytes, seen_at = now()

-- release_from_quarantine --
-- Forget files that have since been read, or are gone
delete from quarantine
where tenant_id = %(tenant)s and collection = %(collection)s and source = any(%(sources)s)

-- misdated --
-- Documents whose end is not what they say themselves or, where they say nothing, the day their successor begins
with resolved as (
    select old.document_id, l.tier, l.groups, l.effective_from, l.effective_to,
           least(old.declared_end, coalesce(min(n.effective_from) filter (
               where n.effective_from > l.effective_from and old.declared_end = '9999-12-31'), '9999-12-31')) as ends
    from documents old
    join labels l on l.tenant_id = old.tenant_id and l.label_id = old.label_id
    left join documents new on new.tenant_id = old.tenant_id and new.collection = old.collection
        and new.supersedes = old.source
    left join labels n on n.tenant_id = new.tenant_id and n.label_id = new.label_id
    where old.tenant_id = %(tenant)s and old.collection = %(collection)s
    group by old.document_id, old.declared_end, l.tier, l.groups, l.effective_from, l.effective_to
)
select document_id, tier, groups, effective_from, ends as effective_to
from resolved where ends <> effective_to

-- relabel --
-- Put a document, its versions, chunks and postings under another label
with d as (
    update documents set label_id = %(label_id)s
    where tenant_id = %(tenant)s and document_id = %(document_id)s
), v as (
    update versions set label_id = %(label_id)s
    where tenant_id = %(tenant)s and document_id = %(document_id)s
), c as (
    update chunks set label_id = %(label_id)s
    where tenant_id = %(tenant)s and document_id = %(document_id)s returning chunk_id
)
update postings set label_id = %(label_id)s
where tenant_id = %(tenant)s and chunk_id in (select chunk_id from c)
