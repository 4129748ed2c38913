// How whoever gave the first of two words stands now: suspended or not, and still in the posting it was given under.
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "./transact.ts";

export interface FirstWordRow {
  suspended: boolean;
  posted: boolean;
}

/**
 * As a column of a query, over the officer and the posting of its rows. A delegation is in force while whose it is stands.
 * Where no posting was kept (what was asked before postings were), any of one's own in force will do.
 */
export function firstWord(
  officer: RawBuilder<unknown>,
  posting: RawBuilder<unknown>,
): RawBuilder<FirstWordRow> {
  return sql<FirstWordRow>`(select jsonb_build_object('suspended', f.suspended_at is not null, 'posted', exists (
      select from reta.postings p left join reta.postings b on b.posting_id = p.delegated_from
        left join reta.officers g on g.officer_id = b.officer_id
      where p.officer_id = f.officer_id and p.valid_from <= clock_timestamp()
        and (p.valid_to is null or p.valid_to > clock_timestamp())
        and case when ${posting} is null then p.delegated_from is null else p.posting_id = ${posting} end
        and (p.delegated_from is null or (g.suspended_at is null
          and (b.valid_to is null or b.valid_to > clock_timestamp())))))
    from reta.officers f where f.officer_id = ${officer})`;
}

/** Of one officer under one posting. Nobody known is nobody who may speak. */
export async function findFirstWord(
  tx: Transaction,
  { officerId, postingId }: { officerId: string; postingId: string },
): Promise<FirstWordRow> {
  const { rows } = await sql<{ word: FirstWordRow | null }>`
    select ${firstWord(sql`${officerId}::uuid`, sql`${postingId}::uuid`)} as word`.execute(tx);
  return rows[0]?.word ?? { suspended: true, posted: false };
}
