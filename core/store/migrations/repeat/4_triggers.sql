-- Labels and the vocabulary know how much there is, so that a search need not count; the audit only
-- ever grows. Each count is kept by statement, from the rows that came and the rows that went.

create or replace function count_into_labels() returns trigger
language plpgsql as $$
begin
    update handrail.labels l
    set chunks = l.chunks + c.chunks, lexemes = l.lexemes + c.lexemes
    from (select tenant_id, label_id, count(*) as chunks, sum(lexemes) as lexemes
          from added group by tenant_id, label_id) c
    where l.tenant_id = c.tenant_id and l.label_id = c.label_id;
    return null;
end $$;

create or replace function count_out_of_labels() returns trigger
language plpgsql as $$
begin
    update handrail.labels l
    set chunks = l.chunks - c.chunks, lexemes = l.lexemes - c.lexemes
    from (select tenant_id, label_id, count(*) as chunks, sum(lexemes) as lexemes
          from removed group by tenant_id, label_id) c
    where l.tenant_id = c.tenant_id and l.label_id = c.label_id;
    return null;
end $$;

-- in the order of the key, so that two ingests of a tenant cannot wait for each other in a circle
create or replace function count_into_vocabulary() returns trigger
language plpgsql as $$
begin
    insert into handrail.vocabulary (tenant_id, term, label_id, chunks)
    select tenant_id, term, label_id, count(*) from added
    group by tenant_id, term, label_id order by tenant_id, term, label_id
    on conflict (tenant_id, term, label_id) do update set chunks = vocabulary.chunks + excluded.chunks;
    return null;
end $$;

create or replace function count_out_of_vocabulary() returns trigger
language plpgsql as $$
begin
    insert into handrail.vocabulary (tenant_id, term, label_id, chunks)
    select tenant_id, term, label_id, -count(*) from removed
    group by tenant_id, term, label_id order by tenant_id, term, label_id
    on conflict (tenant_id, term, label_id) do update set chunks = vocabulary.chunks + excluded.chunks;
    return null;
end $$;

do $$
declare counted record;
begin
    for counted in select * from (values ('chunks', 'labels'), ('postings', 'vocabulary')) as t (source, target)
    loop
        execute format('create or replace trigger %I after insert on handrail.%I
                        referencing new table as added for each statement
                        execute function handrail.%I()',
                       counted.source || '_come', counted.source, 'count_into_' || counted.target);
        execute format('create or replace trigger %I after delete on handrail.%I
                        referencing old table as removed for each statement
                        execute function handrail.%I()',
                       counted.source || '_go', counted.source, 'count_out_of_' || counted.target);
        execute format('create or replace trigger %I after update on handrail.%I
                        referencing new table as added for each statement
                        execute function handrail.%I()',
                       counted.source || '_arrive', counted.source, 'count_into_' || counted.target);
        execute format('create or replace trigger %I after update on handrail.%I
                        referencing old table as removed for each statement
                        execute function handrail.%I()',
                       counted.source || '_leave', counted.source, 'count_out_of_' || counted.target);
    end loop;
end $$;

create or replace function refuse_change() returns trigger
language plpgsql as $$
begin
    raise exception 'the audit record is append-only' using errcode = 'insufficient_privilege';
end $$;

create or replace trigger audit_only_grows before update or delete on audit_records
for each row execute function refuse_change();

create or replace trigger audit_is_never_emptied before truncate on audit_records
for each statement execute function refuse_change();
