import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'

const slices =
  'community|members|joining|home|live|groups|posts|media|channels|allies|moderation|standing|contact|notifications|search|reading|servers'

/** Who may import whom (DESIGN 4): platform -> app -> routes -> use cases and queries -> policy, rules, events, db. */
export const importRules = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-platform-uses-node',
      severity: 'error',
      from: { path: '^(src|views|migrations)/', pathNot: '^src/platform/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-federation-and-platform-use-fedify',
      severity: 'error',
      from: { path: '^(src|views)/', pathNot: '^src/(federation|platform)/' },
      to: { path: 'node_modules/@fedify/' },
    },
    {
      name: 'only-sessions-uses-lucia',
      severity: 'error',
      from: { path: '^(src|views)/', pathNot: '^src/auth/sessions\\.ts$' },
      to: { path: 'node_modules/lucia/' },
    },
    {
      name: 'nothing-imports-platform',
      severity: 'error',
      from: { path: '^(src|views|migrations)/', pathNot: '^src/platform/' },
      to: { path: '^src/platform/' },
    },
    {
      name: 'only-platform-imports-app',
      severity: 'error',
      from: { path: '^(src|views|migrations)/', pathNot: '^src/platform/' },
      to: { path: '^src/app\\.tsx$' },
    },
    {
      name: 'slices-do-not-know-federation',
      severity: 'error',
      from: { path: `^src/(${slices}|auth|policy|events|jobs|db|i18n|web)/` },
      to: { path: '^src/federation/' },
    },
    {
      // What is told to others is made of what the gateway hands out (P3).
      name: 'the-outbox-reads-through-the-gateway',
      severity: 'error',
      from: { path: '^src/federation/outbox/' },
      to: {
        path: '^(src|views)/',
        pathNot:
          '^src/federation/(outbox/|(builder|gateway|kept-messages|uris)\\.ts$)|^src/(channels/published|jobs/queue|days)\\.ts$',
      },
    },
    {
      name: 'use-cases-know-no-http-and-no-views',
      severity: 'error',
      from: {
        path: `^src/(${slices}|auth|policy|events|jobs|db|i18n)/`,
        pathNot: '/(routes|[a-z-]+-(routes|fragments))\\.tsx$|/forms\\.tsx?$',
      },
      to: { path: '^(views|src/web)/|node_modules/(hono|@hono)/' },
    },
    {
      name: 'routes-are-imported-by-app-only',
      severity: 'error',
      from: { path: '^(src|views)/', pathNot: '^src/app\\.tsx$|/routes\\.tsx$' },
      to: { path: '/routes\\.tsx$' },
    },
    {
      name: 'views-know-view-models-components-and-the-translator',
      severity: 'error',
      from: { path: '^views/' },
      to: { path: '^src/', pathNot: '^src/(i18n/(languages|translator)|result|safe-html)\\.ts$' },
    },
    {
      name: 'the-bottom-knows-nothing-above',
      severity: 'error',
      from: { path: '^src/(policy|events|db|jobs|i18n)/' },
      to: { path: `^src/(${slices}|auth|web|federation)/` },
    },
    {
      name: 'migrations-are-frozen',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|views)/' },
    },
    {
      name: 'shipped-code-uses-shipped-packages',
      severity: 'error',
      from: { path: '^(src|views|migrations)/', pathNot: '^src/platform/tools/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      // A package that cannot be found would slip past every rule that names it.
      name: 'every-import-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^cloudflare:' },
    },
    {
      name: 'tests-stay-out',
      severity: 'error',
      from: { path: '^(src|views|migrations)/' },
      to: { path: '^test/' },
    },
  ],
} satisfies IFlattenedRuleSet

/** The import graph of some folders below `baseDir`, held against the rules. */
export async function cruiseImports(folders: string[], baseDir: string): Promise<ICruiseResult['summary']> {
  const result = await cruise(
    folders,
    {
      baseDir,
      ruleSet: importRules,
      validate: true,
      // Its own TypeScript parser does not know TypeScript 7 and would silently read nothing.
      parser: 'swc',
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
    },
    {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  )
  if (typeof result.output === 'string')
    throw new TypeError('dependency-cruiser was asked for data, not for a text')
  return result.output.summary
}
