import { type Kysely, sql } from 'kysely'

const statements = [
  // Which server a delivery waits for, so that one that is held or paused can be passed over at once.
  `alter table jobs add column host text generated always as (
    case when kind = 'deliver' then lower(regexp_replace(
      substring(order_key from '^inbox:[Hh][Tt][Tt][Pp][Ss]?://([^/?#@]+)'), ':443$', '')) end) stored`,
  'create index jobs_host on jobs (host, id) where host is not null',
  'create index deliveries_open on deliveries (host) where settled_on is null',
  "create index deliveries_given_up on deliveries (host, settled_on) where state = 'failed'",
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
