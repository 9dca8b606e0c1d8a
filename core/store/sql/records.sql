-- append --
-- Add a record to the audit
insert into audit_records (tenant_id, record_id, request_id, kind, subject, body)
values (%(tenant)s, %(record_id)s, %(request_id)s, %(kind)s, %(subject)s, %(body)s)
returning at

-- of_request --
-- The records of one request that the caller may read
select record_id, request_id, kind, subject, at, body from audit_records
where tenant_id = %(tenant)s and request_id = %(request_id)s order by at, record_id

-- latest --
-- The newest records the caller may read
select record_id, request_id, kind, subject, at, body from audit_records
where tenant_id = %(tenant)s order by at desc, record_id desc limit %(limit)s

-- own --
-- The newest records in someone's own name
select record_id, request_id, kind, subject, at, body from audit_records
where tenant_id = %(tenant)s and subject = %(subject)s and (%(kind)s::text is null or kind = %(kind)s)
order by at desc, record_id desc limit %(limit)s

-- of_conversation --
-- The requests of a conversation, in order
select record_id, request_id, kind, subject, at, body from audit_records
where tenant_id = %(tenant)s and subject = %(subject)s and kind = 'request.answered'
  and body #>> '{asked,conversation}' = %(conversation)s
order by at, record_id

-- put_release --
-- Keep what a release id stands for
insert into releases (release_id, body) values (%(release_id)s, %(body)s) on conflict do nothing

-- release_body --
-- What a release id stands for
select body::text from releases where release_id = %(release_id)s

-- spans --
-- Which of some quotes stand, character for character, in the text of the version they name
select q.number, substr(v.body, q.start_char + 1, q.end_char - q.start_char) = q.quote as stands
from unnest(%(numbers)s::int[], %(documents)s::text[], %(versions)s::text[], %(starts)s::int[],
            %(ends)s::int[], %(quotes)s::text[])
    as q (number, document_id, version, start_char, end_char, quote)
join versions v on v.tenant_id = %(tenant)s and v.document_id = q.document_id and v.version = q.version
