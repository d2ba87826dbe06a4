import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.ts'

/**
 * A process that runs an embedded PostgreSQL, to be killed in all the ways a process can end. Its argument is the
 * options as JSON; it prints the connection or the refusal as one line, ends in order at the word `stop` and without
 * any order at the word `exit`.
 */
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const server = await startEmbeddedPostgres({
    ...JSON.parse(process.argv[2] ?? '{}'),
    log: { info: () => {}, error: () => {} },
  })
  print({ connection: server.connection })
  process.stdin.on('data', async (word) => {
    if (String(word) === 'exit') process.exit(0)
    await server.stop()
    process.exit(0)
  })
} catch (error) {
  print({ refusal: error instanceof Error ? error.message : String(error) })
}
