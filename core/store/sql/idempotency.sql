-- begin --
-- Take a key: a new one, one whose day is over, or one whose request has not come back in time
insert into idempotent_replies (tenant_id, subject, key, digest)
values (%(tenant)s, %(subject)s, %(key)s, %(digest)s)
on conflict (tenant_id, subject, key) do update
set digest = excluded.digest, status = null, headers = '{}', body = '', at = excluded.at
where idempotent_replies.at < now() - %(kept)s::interval
   or (idempotent_replies.status is null and idempotent_replies.at < now() - %(patience)s::interval)
returning at

-- standing --
-- What there is under a key
select digest, status, headers, body from idempotent_replies
where tenant_id = %(tenant)s and subject = %(subject)s and key = %(key)s

-- finish --
-- Keep a reply, unless the key has been taken anew since
update idempotent_replies set status = %(status)s, headers = %(headers)s, body = %(body)s
where tenant_id = %(tenant)s and subject = %(subject)s and key = %(key)s and at = %(at)s

-- abandon --
-- Give a key back, unless it has been taken anew since
delete from idempotent_replies
where tenant_id = %(tenant)s and subject = %(subject)s and key = %(key)s and at = %(at)s

-- forget --
-- Drop every reply whose day is over, whoever it was for
call forget_old_replies()
