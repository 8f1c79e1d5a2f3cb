// @ts-check
import { messageOf } from '../failure.mjs'

/** @typedef {ReturnType<typeof openReport>} Report */

/** Counts checks. After a failed one the rest of its scenario would only repeat the news, so it ends. */
export function openReport() {
  let passed = 0
  let failed = 0
  return {
    /**
     * @template T
     * @param {string} name
     * @param {() => Promise<T>} what
     * @returns {Promise<T>}
     */
    check: async (name, what) => {
      const startedAt = Date.now()
      try {
        const result = await what()
        passed++
        console.log(`ok      ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
        return result
      } catch (error) {
        failed++
        console.log(`NOT OK  ${name}\n${messageOf(error).replace(/^/gm, '        ')}`)
        throw new ScenarioOver()
      }
    },
    /** @returns {number} the exit code */
    close: () => {
      console.log(`${passed} passed, ${failed} failed`)
      return failed ? 1 : 0
    },
  }
}

export class ScenarioOver extends Error {}
