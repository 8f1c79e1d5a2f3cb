import { parseArgs, type ParseArgsConfig } from 'node:util'
import { type Config, configOrExit } from '../config.js'
import { isUnavailable } from '../errors.js'
import { Redis } from '../infra/redis.js'
import { createLogger } from '../logger.js'
import { Refusal } from './refusal.js'
import { UnstoredStore } from './unstored.store.js'

const CONNECT_WITHIN_MS = 15_000

export type Stores = { config: Config; unstored: UnstoredStore; say: (line: string) => void }
type Wanted = NonNullable<ParseArgsConfig['options']>
type Options = Record<string, string | boolean | undefined>
type Command = {
  usage: string
  options: Wanted
  run: (options: Options, stores: () => Promise<Stores>) => Promise<void>
}

const write = (line: string) => void process.stdout.write(`papo: ${line}\n`)

/** Runs a command of the terminal with the settings of Papo: 0 when it is done, 1 with one clear line when not. */
export async function runCommand({ usage, options, run }: Command): Promise<void> {
  let redis: Redis | undefined
  const stores = async () => {
    const config = configOrExit()
    redis = new Redis(config, createLogger({ ...config, LOG_LEVEL: 'silent' }, 'back'))
    await untilThere(redis)
    return { config, unstored: new UnstoredStore(redis), say: write }
  }
  try {
    await run(optionsOf(options, usage), stores)
  } catch (error) {
    process.stderr.write(`papo: ${reasonOf(error)}\n`)
    process.exitCode = 1
  } finally {
    redis?.onApplicationShutdown()
  }
}

function optionsOf(options: Wanted, usage: string): Options {
  try {
    return parseArgs({ options }).values as Options
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

async function untilThere(redis: Redis): Promise<void> {
  for (const startedAt = performance.now(); ;) {
    try {
      return await redis.ping()
    } catch {
      if (performance.now() - startedAt > CONNECT_WITHIN_MS)
        throw new Refusal('Redis does not answer. What it holds and PostgreSQL does not would be missing')
      await new Promise((wake) => setTimeout(wake, 100))
    }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof Refusal) return error.message
  if (isUnavailable(error))
    return `a store is away: ${error.message || (error as NodeJS.ErrnoException).code}`
  return error.stack ?? error.message
}
