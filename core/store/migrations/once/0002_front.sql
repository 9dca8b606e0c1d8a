-- What the front needs: who is signed in, what people say of answers, what requests took, and replies
-- to repeat.

-- Who is signed in, by the digest of an id that only their browser holds. Reached through three
-- functions that want that digest; the serving role can neither list nor search it.
create table sign_ins (
    digest     bytea primary key,
    token      text not null,
    opened_at  timestamptz not null default now(),
    expires_at timestamptz not null
);

create index sign_ins_by_expiry on sign_ins (expires_at);

-- What someone says of an answer. It only grows: the newest word of a person on a request stands.
create table feedback (
    tenant_id   text not null references tenants on delete cascade,
    request_id  uuid not null,
    feedback_id uuid not null,
    subject     text not null,
    verdict     text not null,
    note        text not null default '',
    at          timestamptz not null default clock_timestamp(),
    primary key (tenant_id, feedback_id)
);

create index feedback_by_request on feedback (tenant_id, request_id, subject, at);

-- What a request took, without a word of what was asked: kept beside its audit record.
create table request_figures (
    tenant_id  text not null,
    record_id  uuid not null,
    at         timestamptz not null,
    refusal    text,
    model      text not null,
    release    text not null,
    tokens_in  bigint not null,
    tokens_out bigint not null,
    cost_usd   double precision not null,
    total_ms   double precision not null,
    primary key (tenant_id, record_id)
);

create index request_figures_by_time on request_figures (tenant_id, at);

-- Replies to writes, kept for a day, so that a client that asks again gets the same one.
create table idempotent_replies (
    tenant_id text not null references tenants on delete cascade,
    subject   text not null,
    key       text not null,
    digest    text not null,
    status    int,
    headers   jsonb not null default '{}',
    body      text not null default '',
    at        timestamptz not null default now(),
    primary key (tenant_id, subject, key)
);

create index audit_records_by_time on audit_records (tenant_id, at);
