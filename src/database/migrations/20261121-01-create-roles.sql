-- schemas: reta
-- Why: the application logs in with a role that may do nothing, and takes for each transaction the role of the zone
-- it works in. What a zone may touch is granted table by table in the migrations that follow; nothing is public.

-- Roles belong to the cluster, not to this database: another register may have made them already.
do $$
declare
  zone text;
begin
  foreach zone in array array[
    'reta_cases', 'reta_identities', 'reta_statistics', 'reta_audit', 'reta_ledger', 'reta_people'
  ] loop
    begin
      if not exists (select from pg_roles where rolname = zone) then
        execute format('create role %I nologin noinherit', zone);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

revoke all on schema reta, training from public;
grant usage on schema reta, training
  to reta_cases, reta_identities, reta_statistics, reta_audit, reta_ledger, reta_people;

-- Since PostgreSQL 15 nobody but the database's owner creates in schema public; older databases that were upgraded
-- still let everybody. Only the schema's owner can take that back.
do $$
begin
  if (select pg_has_role(nspowner, 'member') from pg_namespace where nspname = 'public') then
    revoke create on schema public from public;
  end if;
end $$;

-- A function is for everybody unless its migration says for whom: turn that round, so that each one is granted.
alter default privileges revoke execute on functions from public;

comment on schema reta is 'The register';
comment on schema training is 'The same tables with invented cases: practised in, never sealed, never counted';
