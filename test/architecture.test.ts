import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cruiseImports, importRules } from '../src/platform/tools/import-rules.ts'
import { sourceFiles } from './support/source-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Files that break one rule each, in a tree of their own that is laid out like the project. */
const planted = {
  'no-cycles': {
    'src/posts/rules.ts': "import './queries.ts'",
    'src/posts/queries.ts': "import './rules.ts'",
  },
  'only-platform-uses-node': { 'src/posts/read-file.ts': "import 'node:fs'" },
  'only-federation-and-platform-use-fedify': { 'src/allies/follow.ts': "import '@fedify/fedify'" },
  'only-sessions-uses-lucia': { 'src/members/sign-in.ts': "import 'lucia'" },
  'nothing-imports-platform': {
    'src/web/hash.ts': "import '../platform/a.ts'",
    'src/platform/a.ts': 'export {}',
  },
  'only-platform-imports-app': {
    'src/federation/serve.ts': "import '../app.tsx'",
    'src/app.tsx': 'export {}',
  },
  'slices-do-not-know-federation': {
    'src/channels/publish.ts': "import '../federation/builder.ts'",
    'src/federation/builder.ts': 'export {}',
  },
  'the-outbox-reads-through-the-gateway': {
    'src/federation/outbox/tell.ts': "import '../../posts/queries.ts'",
    'src/posts/queries.ts': 'export {}',
  },
  'use-cases-know-no-http-and-no-views': { 'src/groups/create-group.ts': "import 'hono'" },
  'routes-are-imported-by-app-only': {
    'src/groups/list.ts': "import './routes.tsx'",
    'src/groups/routes.tsx': 'export {}',
  },
  'views-know-view-models-components-and-the-translator': {
    'views/home/home.tsx': "import '../../src/db/schema.ts'",
    'src/db/schema.ts': 'export {}',
  },
  'the-bottom-knows-nothing-above': {
    'src/policy/permissions.ts': "import '../posts/kind.ts'",
    'src/posts/kind.ts': 'export {}',
  },
  'migrations-are-frozen': { 'migrations/0001.ts': "import '../src/days.ts'", 'src/days.ts': 'export {}' },
  'shipped-code-uses-shipped-packages': { 'src/media/draw.ts': "import 'vitest'" },
  'every-import-resolves': { 'src/search/find.ts': "import 'no-such-package'" },
  'tests-stay-out': { 'src/jobs/queue.ts': "import '../../test/a.ts'", 'test/a.ts': 'export {}' },
} satisfies Record<string, Record<string, string>>

describe('the import rules', () => {
  let folder: string

  beforeAll(async () => {
    // Inside the project, so that packages resolve as they do for its own files.
    folder = await mkdtemp(join(root, 'dist-planted-'))
    await writeFile(
      join(folder, 'package.json'),
      '{"dependencies":{"hono":"*","lucia":"*","@fedify/fedify":"*"},"devDependencies":{"vitest":"*"}}',
    )
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('have a planted fault each, so that none can rot unseen', () => {
    expect(importRules.forbidden.map((rule) => rule.name).sort()).toEqual(Object.keys(planted).sort())
  })

  it.each(Object.entries(planted))('%s is caught when broken', async (rule, files) => {
    const tree = join(folder, rule)
    for (const [path, content] of Object.entries<string>(files)) {
      await mkdir(dirname(join(tree, path)), { recursive: true })
      await writeFile(join(tree, path), content)
    }
    const top = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))]
    const { violations } = await cruiseImports(top, tree)
    expect(violations.map((violation) => violation.rule.name)).toContain(rule)
  })
})

describe('the views', () => {
  it('use nothing that needs eval, an inline script or an inline style: the browser would refuse it', async () => {
    const refused =
      /hx-on|hx-vals=.js:|hx-trigger=[^>]*\[|javascript:|\bstyle=|\bon(click|submit|change|load|input)=/i
    const found = (await sourceFiles(['views', 'src'], ['.tsx'])).filter(({ text }) => refused.test(text))
    expect(found.map(({ path }) => path)).toEqual([])
  })

  it('load nothing from elsewhere (P11)', async () => {
    const elsewhere = /(src|href)=["'{`]+https?:|@import\s+url|url\(["']?https?:|fetch\(["'`]https?:/
    const found = (await sourceFiles(['views'], ['.ts', '.tsx', '.css'])).filter(({ text }) =>
      elsewhere.test(text),
    )
    expect(found.map(({ path }) => path)).toEqual([])
  })
})
