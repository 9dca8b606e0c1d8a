-- The tables. Every table that holds a tenant's content begins each unique constraint with
-- tenant_id and is partitioned by tenant, so that a tenant's search costs what its own size asks
-- for and leaving is dropping its partitions.

create table tenants (
    tenant_id       text primary key check (tenant_id ~ '^[a-z][a-z0-9-]{1,39}$'),
    name            text not null,
    language        regconfig not null default 'english',
    embedding_model text not null,
    dimension       int not null check (dimension between 1 and 4000),
    created_at      timestamptz not null default now()
);

-- Who may see something, and from when until when (the calendar's first and last day stand for
-- always and for ever): each distinct combination once per tenant.
-- Chunks and postings carry the number, so that permission costs one integer comparison a row.
create table labels (
    tenant_id      text not null references tenants on delete cascade,
    label_id       int not null generated always as identity,
    tier           smallint not null check (tier between 0 and 3),
    groups         text[] not null default '{}',
    effective_from date not null default '0001-01-01',
    effective_to   date not null default '9999-12-31',
    chunks         bigint not null default 0,
    lexemes        bigint not null default 0,
    primary key (tenant_id, label_id),
    unique (tenant_id, tier, groups, effective_from, effective_to),
    check (effective_from < effective_to)
);

create table documents (
    tenant_id   text not null,
    document_id text not null,
    collection  text not null,
    source      text not null,
    title       text not null,
    label_id    int not null,
    version     text not null,
    fingerprint text not null,
    supersedes  text,
    declared_end date not null default '9999-12-31',
    bytes       bigint not null,
    ingested_at timestamptz not null default now(),
    primary key (tenant_id, document_id),
    unique (tenant_id, collection, source)
) partition by list (tenant_id);

-- The text of every version a document has had, so that a citation made before a change still
-- leads back to the words it quoted.
create table versions (
    tenant_id   text not null,
    document_id text not null,
    version     text not null,
    label_id    int not null,
    body        text not null,
    pages       jsonb not null default '[]',
    ingested_at timestamptz not null default now(),
    primary key (tenant_id, document_id, version)
) partition by list (tenant_id);

create table chunks (
    tenant_id   text not null,
    chunk_id    bigint not null,
    document_id text not null,
    version     text not null,
    label_id    int not null,
    ordinal     int not null,
    start_char  int not null,
    end_char    int not null,
    page        int,
    headings    text[] not null default '{}',
    prefix      text not null default '',
    body        text not null,
    lexemes     int not null,
    embedding   halfvec not null,
    primary key (tenant_id, chunk_id)
) partition by list (tenant_id);

create index chunks_by_document on chunks (tenant_id, document_id);
create index chunks_by_label on chunks (tenant_id, label_id);

-- One row for each lexeme of each chunk. A search reads the covering index alone, and in it only
-- the stretches of the labels its principal may see.
create table postings (
    tenant_id text not null,
    term      text not null,
    chunk_id  bigint not null,
    label_id  int not null,
    tf        smallint not null,
    length    int not null,
    primary key (tenant_id, term, label_id, chunk_id) include (tf, length)
) partition by list (tenant_id);

create index postings_by_chunk on postings (tenant_id, chunk_id);

-- In how many chunks of a label a term stands: what BM25 needs to know of rarity, without counting.
create table vocabulary (
    tenant_id text not null,
    term      text not null,
    label_id  int not null,
    chunks    int not null,
    primary key (tenant_id, term, label_id) include (chunks)
) partition by list (tenant_id);

-- Files that were not taken in, and why.
create table quarantine (
    tenant_id   text not null references tenants on delete cascade,
    collection  text not null,
    source      text not null,
    kind        text not null,
    reason      text not null,
    bytes       bigint not null,
    seen_at     timestamptz not null default now(),
    primary key (tenant_id, collection, source)
);

create table releases (
    release_id text primary key,
    body       jsonb not null,
    created_at timestamptz not null default now()
);

-- What happened. Kept when a tenant leaves, so it refers to no tenant row.
create table audit_records (
    tenant_id  text not null,
    record_id  uuid not null,
    request_id uuid not null,
    kind       text not null,
    subject    text not null,
    at         timestamptz not null default clock_timestamp(),
    body       jsonb not null,
    primary key (tenant_id, record_id)
);

create index audit_records_by_subject on audit_records (tenant_id, subject, at);
create index audit_records_by_request on audit_records (tenant_id, request_id);
