-- held --
-- The documents the caller may see, of these sources
select source, array_agg(document_id order by document_id) as documents from documents
where tenant_id = %(tenant)s and source = any(%(sources)s) group by source

-- put --
-- Keep an answer to look at; the same answer of a later run takes the place of the earlier one
insert into review_items
    (tenant_id, item_id, origin, suite, case_id, run, release, documents, tier, body)
values
    (%(tenant)s, %(item_id)s, 'run', %(suite)s, %(case_id)s, %(run)s, %(release)s, %(documents)s,
     %(tier)s, %(body)s)
on conflict (tenant_id, item_id) do update
set run = excluded.run, release = excluded.release, documents = excluded.documents,
    tier = excluded.tier, body = excluded.body, at = clock_timestamp()

-- items --
-- The answers of the newest run of each case, as far as the caller may see them
with newest as (
    select distinct on (suite, case_id) suite, case_id, run from review_items
    where tenant_id = %(tenant)s and origin = 'run' order by suite, case_id, at desc
)
select i.item_id, i.origin, i.suite, i.case_id, i.release, i.at, i.body
from review_items i join newest using (suite, case_id, run)
where i.tenant_id = %(tenant)s and i.origin = 'run' order by i.suite, i.case_id, i.item_id

-- reports --
-- What is reported wrong and not withdrawn: the question, and the answer where the caller may see it
with newest as (
    select distinct on (request_id) report_id, request_id, verdict, question, as_of, at
    from review_reports where tenant_id = %(tenant)s order by request_id, at desc
)
select 'report-' || n.report_id as item_id, n.verdict, n.question, n.as_of, n.at, i.release, i.body
from newest n
left join review_items i on i.tenant_id = %(tenant)s and i.item_id = 'report-' || n.report_id
where n.verdict in ('wrong', 'down') order by n.at desc

-- say --
-- Add what the caller says of an item
insert into review_labels (tenant_id, item_id, subject, kind, verdict, comment, proposal)
values (%(tenant)s, %(item_id)s, %(subject)s, %(kind)s, %(verdict)s, %(comment)s, %(proposal)s)
returning label_id, item_id, subject, kind, verdict, comment, proposal, at

-- said --
-- What people said of items the caller may see, oldest first
select label_id, item_id, subject, kind, verdict, comment, proposal, at from review_labels
where tenant_id = %(tenant)s and (%(item_id)s::text is null or item_id = %(item_id)s) order by at, label_id
