-- Who is asking, read from the transaction. With no identity set, every function says "nobody".

create or replace function current_principal() returns jsonb
language sql stable parallel safe
return nullif(current_setting('handrail.principal', true), '')::jsonb;

create or replace function current_tenant() returns text
language sql stable parallel safe
return handrail.current_principal() ->> 'tenant';

create or replace function current_subject() returns text
language sql stable parallel safe
return handrail.current_principal() ->> 'subject';

create or replace function current_clearance() returns int
language sql stable parallel safe
return coalesce((handrail.current_principal() ->> 'clearance')::int, -1);

create or replace function current_groups() returns text[]
language sql stable parallel safe
return array(select jsonb_array_elements_text(handrail.current_principal() -> 'groups'));

create or replace function current_roles() returns text[]
language sql stable parallel safe
return array(select jsonb_array_elements_text(handrail.current_principal() -> 'roles'));
