-- What the serving role may do only through a function. Each runs with the owner's rights, and asks for
-- what entitles the caller: an id that only their browser holds, or a role.

create or replace procedure open_sign_in(digest bytea, token text, expires_at timestamptz)
language sql security definer set search_path = handrail, pg_temp
begin atomic
    delete from sign_ins s where s.expires_at < now();
    insert into sign_ins (digest, token, expires_at) values (open_sign_in.digest, open_sign_in.token, open_sign_in.expires_at);
end;

create or replace function sign_in_token(digest bytea) returns text
language sql stable security definer set search_path = handrail, pg_temp
begin atomic
    select s.token from sign_ins s where s.digest = sign_in_token.digest and s.expires_at > now();
end;

create or replace procedure close_sign_in(digest bytea)
language sql security definer set search_path = handrail, pg_temp
begin atomic
    delete from sign_ins s where s.digest = close_sign_in.digest;
end;

-- Operators and auditors see the figures of their tenant; whoever runs the fleet, those of all.
create or replace function visible_figures(since timestamptz) returns setof request_figures
language sql stable security definer set search_path = handrail, pg_temp
begin atomic
    select f.* from request_figures f
    where f.at >= since
      and ('fleet-operator' = any(current_roles())
           or (f.tenant_id = current_tenant() and current_roles() && array['operator', 'auditor']));
end;

-- Replies of people who never come back are dropped by whoever comes next.
create or replace procedure forget_old_replies()
language sql security definer set search_path = handrail, pg_temp
begin atomic
    delete from idempotent_replies r where r.at < now() - interval '1 day';
end;
