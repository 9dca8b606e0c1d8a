-- What the serving role may do, and nothing besides. It is granted the parents, never a partition.

revoke all on all tables in schema handrail from handrail_app;
revoke all on all routines in schema handrail from handrail_app, public;

grant usage on schema handrail to handrail_app;
grant execute on function current_principal(), current_tenant(), current_subject(),
    current_clearance(), current_groups(), current_roles(),
    count_labels(), count_vocabulary(), refuse_change() to handrail_app;
grant select on tenants, data_chunks, releases to handrail_app;
grant select, insert, update, delete on labels, documents, versions, chunks, postings, vocabulary,
    quarantine
    to handrail_app;
grant select, insert on audit_records to handrail_app;
