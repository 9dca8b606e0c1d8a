-- known --
-- What a collection holds already
select d.source, d.document_id, d.title, d.fingerprint, d.declared_end, d.supersedes, l.tier, l.groups, l.effective_from
from documents d join labels l on l.tenant_id = d.tenant_id and l.label_id = d.label_id
where d.tenant_id = %(tenant)s and d.collection = %(collection)s

-- collections --
-- The collections there are
select distinct collection from documents where tenant_id = %(tenant)s
union
select distinct collection from quarantine where tenant_id = %(tenant)s

-- quarantined --
-- The files of a collection that were not taken in
select source, kind, reason, bytes from quarantine
where tenant_id = %(tenant)s and collection = %(collection)s order by source

-- index --
-- What the tenant's index was built with
select embedding_model, dimension, language::text from tenants where tenant_id = %(tenant)s

-- findable --
-- What can be found, a row for each document: its version, its label, and a digest of its chunks in their order
select d.source, d.version, d.title, l.tier, l.groups, l.effective_from, l.effective_to,
       md5(string_agg(md5(c.start_char || ' ' || c.end_char || ' ' || c.prefix || chr(31) || c.body), '' order by c.ordinal)) as chunks
from documents d
join labels l on l.tenant_id = d.tenant_id and l.label_id = d.label_id
left join chunks c on c.tenant_id = d.tenant_id and c.document_id = d.document_id
where d.tenant_id = %(tenant)s
group by d.document_id, d.source, d.version, d.title, l.tier, l.groups, l.effective_from, l.effective_to
order by d.source, d.document_id
