-- What the serving role may do, and nothing besides. It is granted the parents, never a partition.

revoke all on all tables in schema handrail from handrail_app;
revoke all on all routines in schema handrail from handrail_app, public;

grant usage on schema handrail to handrail_app;
grant execute on function current_principal(), current_tenant(), current_subject(),
    current_clearance(), current_groups(), current_roles(),
    count_labels(), count_vocabulary(), refuse_change(), copy_figures(),
    report_feedback(), refuse_rewriting(),
    sign_in_token(bytea), visible_figures(timestamptz) to handrail_app;
grant execute on procedure open_sign_in(bytea, text, timestamptz), close_sign_in(bytea),
    forget_old_replies() to handrail_app;
grant select on tenants, data_chunks, releases to handrail_app;
grant select, insert, update, delete on labels, documents, versions, chunks, postings, vocabulary,
    quarantine
    to handrail_app;
grant select, insert on audit_records, feedback, review_reports, review_labels to handrail_app;
grant select, insert, update on review_items to handrail_app;
grant insert on request_figures to handrail_app;
grant select, insert, update, delete on idempotent_replies to handrail_app;
