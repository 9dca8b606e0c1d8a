-- What people review: answers of evaluation runs, and answers that were reported; and what they say
-- of each.

-- An answer to look at, with the passages and scores it came with. It may be seen by whoever may see
-- every one of its documents as they are labelled now, and is cleared for `tier`. Its id is a digest of
-- the question, of whom it was asked for and of the answer, so that the same answer in a later run is
-- the same item, and what was said of it still stands.
create table review_items (
    tenant_id  text not null references tenants on delete cascade,
    item_id    text not null,
    origin     text not null check (origin in ('run', 'feedback')),
    suite      text not null default '',
    case_id    text not null default '',
    run        text not null default '',
    request_id uuid,
    release    text not null,
    documents  text[] not null,
    tier       smallint not null default 0 check (tier between 0 and 3),
    at         timestamptz not null default clock_timestamp(),
    body       jsonb not null,
    primary key (tenant_id, item_id),
    check ((origin = 'feedback') = (request_id is not null))
);

create index review_items_by_case on review_items (tenant_id, suite, case_id, at);

-- That somebody said something of an answer, and the question they had asked; not who they are. What
-- was answered, and their note, stand in `review_items`, where they follow the documents.
create table review_reports (
    tenant_id  text not null references tenants on delete cascade,
    report_id  uuid not null,
    request_id uuid not null,
    verdict    text not null,
    question   text not null,
    as_of      date,
    at         timestamptz not null default clock_timestamp(),
    primary key (tenant_id, report_id)
);

create index review_reports_by_request on review_reports (tenant_id, request_id, at);

-- What an expert says of an item. It only grows: the newest word of a person stands.
create table review_labels (
    tenant_id text not null references tenants on delete cascade,
    label_id  uuid not null default gen_random_uuid(),
    item_id   text not null,
    subject   text not null,
    kind      text not null check (kind in ('label', 'adjudication')),
    verdict   text not null check (verdict in ('correct', 'incorrect', 'unsure', 'withdrawn')),
    comment   text not null default '',
    proposal  jsonb,
    at        timestamptz not null default clock_timestamp(),
    primary key (tenant_id, label_id)
);

create index review_labels_by_item on review_labels (tenant_id, item_id, at);
