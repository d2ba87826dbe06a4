import { existsSync } from 'node:fs'

/** Reads `.env` in the folder that the program is started from, if there is one. What is set already stays as it is. */
export function readEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}
