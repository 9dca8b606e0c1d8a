-- entries --
-- The documents the caller may see, with how much there is of each
select d.document_id, d.collection, d.source, d.title, d.version, d.supersedes, d.bytes, d.ingested_at,
       l.tier, l.groups, l.effective_from, l.effective_to,
       (select count(*) from versions v
        where v.tenant_id = %(tenant)s and v.document_id = d.document_id) as versions,
       (select count(*) from chunks c
        where c.tenant_id = %(tenant)s and c.document_id = d.document_id) as chunks
from documents d
join labels l on l.tenant_id = d.tenant_id and l.label_id = d.label_id
where d.tenant_id = %(tenant)s and (%(document_id)s::text is null or d.document_id = %(document_id)s)
order by lower(d.title), d.source, d.document_id

-- body --
-- The text of one version
select body, pages from versions
where tenant_id = %(tenant)s and document_id = %(document_id)s and version = %(version)s

-- versions --
-- The versions of a document that are kept, newest first
select version, ingested_at from versions
where tenant_id = %(tenant)s and document_id = %(document_id)s order by ingested_at desc, version

-- held --
-- The files that were not taken in, newest first
select collection, source, kind, reason, bytes, seen_at from quarantine
where tenant_id = %(tenant)s order by seen_at desc, collection, source

-- organisation --
-- What the tenant is called
select name from tenants where tenant_id = %(tenant)s
