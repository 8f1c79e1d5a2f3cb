// @ts-check

/** A problem that the person at the keyboard can solve: its message is the whole story, no stack is shown. */
export class Failure extends Error {}

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error))

/**
 * Runs a script's main function: a Failure is one line and exit code 1; anything else is a bug of ours with its stack.
 * @param {() => Promise<number | void>} main resolves to the exit code (default 0)
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    console.error(error instanceof Failure ? `papo: ${error.message}` : error)
    process.exitCode = 1
  }
}
