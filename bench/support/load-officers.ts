// Invented officers for a register to be measured: three in four of them registrars in stations.
import type { Pool } from "pg";

/**
 * Adds so many officers with a posting each, and numbers all there are in `bench_officers`: whoever signs in comes
 * first, and so is among the busiest, but for those whose login begins with a name in `idle`.
 */
export async function loadOfficers(
  pool: Pool,
  officers: number,
  idle: readonly string[] = [],
): Promise<void> {
  await pool.query(
    "create table bench_officers (n int primary key, officer_id uuid, posting_id uuid, unit_id text, role text)",
  );
  await pool.query(
    `insert into bench_officers select row_number() over (order by p.valid_from, p.posting_id), p.officer_id, p.posting_id,
       p.unit_id, p.role
     from postings p join officers o using (officer_id) where split_part(o.login, '-', 1) <> all ($1)`,
    [idle],
  );
  await pool.query(
    `with staff as (select count(*)::int as n from bench_officers),
      places as (select array_agg(unit_id) filter (where kind = 'station') as stations,
        array_agg(unit_id) filter (where kind like 'specialised%') as specialised from units)
    insert into bench_officers
    select staff.n + i, gen_random_uuid(), gen_random_uuid(),
      case when i % 4 = 0 then specialised[1 + i % cardinality(specialised)] else stations[1 + i % cardinality(stations)] end,
      case when i % 4 = 0 then 'investigator' else 'registrar' end
    from staff, places, generate_series(1, $1::int) as i`,
    [officers],
  );
  await pool.query(`
    insert into officers (officer_id, login, name) select officer_id, 'bench-' || n, 'Oficial ' || n from bench_officers
      on conflict do nothing;
    insert into postings (posting_id, officer_id, unit_id, role, valid_from)
      select posting_id, officer_id, unit_id, role, '2015-01-01' from bench_officers on conflict do nothing;
    create table bench_investigators as
      select row_number() over (order by n)::int as n, officer_id, posting_id, unit_id from bench_officers where role = 'investigator';
    analyze officers; analyze postings; analyze bench_officers; analyze bench_investigators`);
}
