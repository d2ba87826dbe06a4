import { type Kysely, sql } from 'kysely'
import { type GenerateOptions, generate, PostgresDialect, RawExpressionNode } from 'kysely-codegen'

type ColumnOverrides = NonNullable<NonNullable<GenerateOptions['overrides']>['columns']>

/**
 * The TypeScript types of a migrated database. `date` columns are ISO strings, `bigint` is a number, and a
 * `check (column in (…))` becomes a union of literals, so that a new value has to be handled wherever it is read.
 */
export async function generateTypes<Schema>(db: Kysely<Schema>): Promise<string> {
  return generate({
    db,
    dialect: new PostgresDialect({ dateParser: 'string', numericParser: 'number' }),
    camelCase: true,
    outFile: null,
    overrides: { columns: await literalColumns(db) },
    typeMapping: { int8: 'number', bytea: 'Uint8Array' },
    typeOnlyImports: true,
  })
}

async function literalColumns<Schema>(db: Kysely<Schema>): Promise<ColumnOverrides> {
  const constraints = await sql<{
    tableName: string
    columnName: string
    definition: string
    nullable: boolean
    defaulted: boolean
  }>`
    select c.conrelid::regclass::text as "tableName", a.attname as "columnName",
      pg_get_constraintdef(c.oid) as definition, not a.attnotnull as nullable, a.atthasdef as defaulted
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'c' and c.connamespace = 'public'::regnamespace and cardinality(c.conkey) = 1
    order by 1, 2`.execute(db)
  const columns: ColumnOverrides = {}
  for (const { tableName, columnName, definition, nullable, defaulted } of constraints.rows) {
    const list =
      /= ANY \(\(?ARRAY\[(.*?)\]/.exec(definition)?.[1] ??
      /\(\(\w+ = '([^']+)'::text\)\)/.exec(definition)?.[1]
    if (!list) continue
    const values = list.includes("'") ? [...list.matchAll(/'([^']+)'/g)].map((match) => match[1]) : [list]
    const union = values.map((value) => `'${value}'`).join(' | ')
    const type = nullable ? `${union} | null` : union
    columns[`${tableName}.${columnName}`] = new RawExpressionNode(defaulted ? `Generated<${type}>` : type)
  }
  return columns
}
