-- asked --
-- Whether the caller asked a request themselves
select from audit_records
where tenant_id = %(tenant)s and request_id = %(request_id)s and subject = %(subject)s limit 1

-- give --
-- Add what someone says of an answer
insert into feedback (tenant_id, request_id, feedback_id, subject, verdict, note)
values (%(tenant)s, %(request_id)s, %(feedback_id)s, %(subject)s, %(verdict)s, %(note)s)
returning request_id, verdict, note, at

-- standing --
-- The newest word of the caller on each of some requests
select distinct on (request_id) request_id, verdict, note, at from feedback
where tenant_id = %(tenant)s and subject = %(subject)s and request_id = any(%(request_ids)s)
order by request_id, at desc
