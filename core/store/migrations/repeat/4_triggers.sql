-- Labels and the vocabulary know how much there is, so that a search need not count; the audit only
-- ever grows. Each count is kept by statement, from the rows that came (times 1) and went (times -1).

create or replace function count_labels() returns trigger
language plpgsql as $$
begin
    update handrail.labels l
    set chunks = l.chunks + tg_argv[0]::int * c.chunks, lexemes = l.lexemes + tg_argv[0]::int * c.lexemes
    from (select tenant_id, label_id, count(*) as chunks, sum(lexemes) as lexemes
          from moved group by tenant_id, label_id) c
    where l.tenant_id = c.tenant_id and l.label_id = c.label_id;
    return null;
end $$;

-- in the order of the key, so that two ingests of a tenant cannot wait for each other in a circle
create or replace function count_vocabulary() returns trigger
language plpgsql as $$
begin
    insert into handrail.vocabulary (tenant_id, term, label_id, chunks)
    select tenant_id, term, label_id, tg_argv[0]::int * count(*) from moved
    group by tenant_id, term, label_id order by tenant_id, term, label_id
    on conflict (tenant_id, term, label_id) do update set chunks = vocabulary.chunks + excluded.chunks;
    return null;
end $$;

do $$
declare kept record; moving record;
begin
    for kept in select * from (values ('chunks', 'count_labels'), ('postings', 'count_vocabulary'))
                as t (source, counter)
    loop
        for moving in select * from (values ('come', 'insert', 'new', 1), ('go', 'delete', 'old', -1),
                                            ('arrive', 'update', 'new', 1), ('leave', 'update', 'old', -1))
                      as t (name, event, rows, sign)
        loop
            execute format('create or replace trigger %I after %s on handrail.%I
                            referencing %s table as moved
                            for each statement execute function handrail.%I(%L)',
                           kept.source || '_' || moving.name, moving.event, kept.source,
                           moving.rows, kept.counter, moving.sign);
        end loop;
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

-- What a request took stands in its audit record; the figures are a copy without its words, written
-- in the same transaction, so that what is counted and what is on record cannot differ.
create or replace function copy_figures() returns trigger
language plpgsql as $$
begin
    insert into handrail.request_figures
        (tenant_id, record_id, at, refusal, model, release, tokens_in, tokens_out, cost_usd, total_ms)
    values (new.tenant_id, new.record_id, new.at, new.body #>> '{returned,refusal}',
            coalesce(new.body ->> 'model', ''), coalesce(new.body ->> 'release', ''),
            coalesce((new.body #>> '{tokens,in}')::bigint, 0), coalesce((new.body #>> '{tokens,out}')::bigint, 0),
            coalesce((new.body ->> 'cost_usd')::float8, 0),
            coalesce((new.body #>> '{latency_ms,total}')::float8, 0));
    return null;
end $$;

create or replace trigger figures_follow after insert on audit_records
for each row when (new.kind = 'request.answered') execute function copy_figures();

-- A word on an answer goes to those who review: the question at once, and if something is wrong with the
-- answer, that as well, with the note and the documents it rests on. Neither says whose word it is.
create or replace function report_feedback() returns trigger
language plpgsql as $$
declare held jsonb;
begin
    select a.body into held from handrail.audit_records a
    where a.tenant_id = new.tenant_id and a.request_id = new.request_id and a.subject = new.subject
      and a.kind = 'request.answered'
    limit 1;
    if held is null then
        return null;
    end if;
    insert into handrail.review_reports (tenant_id, report_id, request_id, verdict, question, as_of)
    values (new.tenant_id, new.feedback_id, new.request_id, new.verdict, held #>> '{asked,question}',
            (held #>> '{asked,as_of}')::date);
    if new.verdict in ('wrong', 'down') then
        insert into handrail.review_items (tenant_id, item_id, origin, request_id, release, documents, body)
        values (new.tenant_id, 'report-' || new.feedback_id, 'feedback', new.request_id, held ->> 'release',
                array(select distinct r ->> 'document_id' from jsonb_array_elements(held -> 'retrieved') r),
                jsonb_build_object('note', new.note, 'searched', held #> '{asked,searched}',
                                   'answer', held #> '{returned,text}', 'refusal', held #> '{returned,refusal}',
                                   'citations', held #> '{returned,citations}',
                                   'retrieved', jsonb_path_query_array(held, '$.retrieved[*].chunk_id')));
    end if;
    return null;
end $$;

create or replace trigger reports_follow after insert on feedback
for each row execute function report_feedback();

-- Nobody takes back what they said of an answer by rewriting it; it goes only as its tenant goes.
create or replace function refuse_rewriting() returns trigger
language plpgsql as $$
begin
    if tg_op = 'DELETE' and not exists (select from handrail.tenants t where t.tenant_id = old.tenant_id) then
        return old;
    end if;
    raise exception 'labels are append-only' using errcode = 'insufficient_privilege';
end $$;

create or replace trigger labels_only_grow before update or delete on review_labels
for each row execute function refuse_rewriting();

create or replace trigger labels_are_never_emptied before truncate on review_labels
for each statement execute function refuse_rewriting();
