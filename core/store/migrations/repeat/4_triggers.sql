-- Labels know how much they hold, so that a search need not count; the audit only ever grows.

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

create or replace trigger chunks_counted_in after insert on chunks
referencing new table as added for each statement execute function count_into_labels();

create or replace trigger chunks_counted_out after delete on chunks
referencing old table as removed for each statement execute function count_out_of_labels();

create or replace trigger chunks_moved_in after update on chunks
referencing new table as added for each statement execute function count_into_labels();

create or replace trigger chunks_moved_out after update on chunks
referencing old table as removed for each statement execute function count_out_of_labels();

create or replace function refuse_change() returns trigger
language plpgsql as $$
begin
    raise exception 'the audit record is append-only' using errcode = 'insufficient_privilege';
end $$;

create or replace trigger audit_only_grows before update or delete on audit_records
for each row execute function refuse_change();

create or replace trigger audit_is_never_emptied before truncate on audit_records
for each statement execute function refuse_change();
