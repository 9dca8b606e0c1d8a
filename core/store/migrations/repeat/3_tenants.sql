-- A tenant comes with its partitions and goes with them. Both wait until nobody is at work, and let
-- nobody begin: every scope locks `tenants` first, so that no two wait for each other in a circle.

create or replace function partitioned_tables() returns setof name
language sql stable as $$
    select relname from pg_class
    where relnamespace = 'handrail'::regnamespace and relkind = 'p' order by relname
$$;

create or replace procedure create_tenant(tenant text, name text, model text, dimension int, language regconfig)
language plpgsql as $$
declare parent text; part text;
begin
    lock table handrail.tenants in access exclusive mode;
    insert into handrail.tenants (tenant_id, name, embedding_model, dimension, language)
    values (tenant, name, model, dimension, language);
    for parent in select handrail.partitioned_tables() loop
        part := parent || '_' || tenant;
        execute format('create table handrail.%I partition of handrail.%I for values in (%L)',
                       part, parent, tenant);
        call handrail.protect_content(format('handrail.%I', part)::regclass);
    end loop;
    execute format('alter table handrail.%I alter column embedding set storage plain',
                   'chunks_' || tenant);
    execute format('alter table handrail.%I add check (vector_dims(embedding) = %s)',
                   'chunks_' || tenant, dimension);
    execute format('create index on handrail.%I using hnsw ((embedding::halfvec(%s)) halfvec_ip_ops)',
                   'chunks_' || tenant, dimension);
    execute format('alter table handrail.%I set (autovacuum_vacuum_insert_scale_factor = 0.05)',
                   'postings_' || tenant);
    execute format('alter table handrail.%I set (fillfactor = 70)', 'vocabulary_' || tenant);
end $$;

create or replace procedure drop_tenant(tenant text)
language plpgsql as $$
declare parent text;
begin
    lock table handrail.tenants in access exclusive mode;
    for parent in select handrail.partitioned_tables() loop
        execute format('drop table if exists handrail.%I', parent || '_' || tenant);
    end loop;
    delete from handrail.tenants where tenant_id = tenant;
end $$;
