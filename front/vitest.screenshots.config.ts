import { defineConfig } from 'vitest/config'

/** Not among the tests: it writes docs/screenshots. */
export default defineConfig({
  test: {
    include: ['front/e2e/screenshots/take.shots.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
