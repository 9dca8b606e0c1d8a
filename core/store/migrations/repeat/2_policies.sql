-- Permission, written once. A label is visible when its tenant is the caller's, the caller's
-- clearance covers its tier, and its groups are empty or shared; a curator of the tenant is held to
-- the tier but not to the groups. Everything else follows its label, so no row-by-row test is ever
-- dearer than comparing two integers. Only curators write content.

create or replace procedure protect(target regclass, visible text, writable text)
language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('drop policy if exists reading on %s', target);
    execute format('drop policy if exists writing on %s', target);
    execute format('drop policy if exists changing on %s', target);
    execute format('drop policy if exists removing on %s', target);
    execute format('create policy reading on %s for select to handrail_app using (%s)', target, visible);
    execute format('create policy writing on %s for insert to handrail_app with check (%s)', target, writable);
    execute format('create policy changing on %s for update to handrail_app using (%s) with check (%s)',
                   target, writable, writable);
    execute format('create policy removing on %s for delete to handrail_app using (%s)', target, writable);
end $$;

create or replace function same_tenant() returns text
language sql immutable
return 'tenant_id = (select handrail.current_tenant())';

create or replace function as_curator() returns text
language sql immutable
return '(select ''curator'' = any(handrail.current_roles()))';

create or replace function label_visible() returns text
language sql immutable
return handrail.same_tenant() || '
    and tier <= (select handrail.current_clearance())
    and (groups = ''{}'' or groups && (select handrail.current_groups()) or ' || handrail.as_curator() || ')';

create or replace function content_visible() returns text
language sql immutable
return handrail.same_tenant() || '
    and label_id = any(array(select l.label_id from handrail.labels l))';

create or replace procedure protect_content(target regclass)
language plpgsql as $$
begin
    call handrail.protect(target, handrail.content_visible(),
                          handrail.content_visible() || ' and ' || handrail.as_curator());
end $$;

call protect('tenants', same_tenant(), 'false');
call protect('labels', label_visible(), label_visible() || ' and ' || as_curator());
call protect('quarantine', same_tenant() || ' and ' || as_curator(), same_tenant() || ' and ' || as_curator());
call protect_content('documents');
call protect_content('versions');
call protect_content('chunks');
call protect_content('postings');
call protect_content('vocabulary');

do $$
declare part regclass;
begin
    for part in
        select inhrelid::regclass from pg_inherits
        where inhparent in (select oid from pg_class
                            where relnamespace = 'handrail'::regnamespace and relkind = 'p')
    loop
        call handrail.protect_content(part);
    end loop;
end $$;

-- One's own record is readable by oneself, the tenant's by its auditors; nobody changes any.
call protect('audit_records',
    same_tenant() || ' and (subject = (select handrail.current_subject())
        or (select ''auditor'' = any(handrail.current_roles())))',
    same_tenant() || ' and subject = (select handrail.current_subject())');

create or replace function as_expert() returns text
language sql immutable
return '(select ''expert'' = any(handrail.current_roles()))';

create or replace function as_reviewer() returns text
language sql immutable
return '(select handrail.current_roles() && array[''expert'', ''analyst''])';

-- An answer under review follows the documents it rests on: experts and analysts see it when they may
-- see every one of them. Experts bring answers of runs; an answer that somebody reports, they bring.
call protect('review_items',
    same_tenant() || ' and ' || as_reviewer() || '
        and tier <= (select handrail.current_clearance())
        and cardinality(documents) = (select count(*) from handrail.documents d
            where d.tenant_id = review_items.tenant_id and d.document_id = any (review_items.documents))',
    same_tenant() || ' and (' || as_expert() || ' or exists (select from handrail.audit_records a
        where a.tenant_id = review_items.tenant_id and a.request_id = review_items.request_id
          and a.subject = (select handrail.current_subject())))');

call protect('review_reports',
    same_tenant() || ' and ' || as_reviewer(),
    same_tenant() || ' and exists (select from handrail.audit_records a
        where a.tenant_id = review_reports.tenant_id and a.request_id = review_reports.request_id
          and a.subject = (select handrail.current_subject()))');

-- What is said of an item is seen by whoever sees the item, and said by experts in their own name.
call protect('review_labels',
    same_tenant() || ' and item_id in (select i.item_id from handrail.review_items i)',
    same_tenant() || ' and subject = (select handrail.current_subject()) and ' || as_expert() || '
        and item_id in (select i.item_id from handrail.review_items i)');

-- What one says of answers is read by oneself, and by the tenant's experts where they may see the answer.
call protect('feedback',
    same_tenant() || ' and (subject = (select handrail.current_subject())
        or (' || as_expert() || ' and request_id in (select i.request_id from handrail.review_items i)))',
    same_tenant() || ' and subject = (select handrail.current_subject())');

call protect('idempotent_replies',
    same_tenant() || ' and subject = (select handrail.current_subject())',
    same_tenant() || ' and subject = (select handrail.current_subject())');

drop policy if exists administering on idempotent_replies;
create policy administering on idempotent_replies to handrail_owner
    using (at < now() - interval '1 day') with check (false);

-- Figures are read through a function that asks for a role, and written by the audit's own trigger.
call protect('request_figures', 'false', same_tenant());
drop policy if exists administering on request_figures;
create policy administering on request_figures for select to handrail_owner using (true);

-- Sign-ins are reached through functions that want the digest of an id; no policy shows any.
alter table sign_ins enable row level security;
alter table sign_ins force row level security;
drop policy if exists administering on sign_ins;
create policy administering on sign_ins to handrail_owner using (true) with check (true);

-- Administration runs as the owner, who is held to the policies like everyone: it may list and
-- remove tenants and count what a label holds, but no policy shows it any content.
drop policy if exists administering on tenants;
create policy administering on tenants to handrail_owner using (true) with check (true);
drop policy if exists administering on labels;
create policy administering on labels to handrail_owner using (true) with check (true);
drop policy if exists administering on quarantine;
create policy administering on quarantine for delete to handrail_owner using (true);
