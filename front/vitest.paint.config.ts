import { defineConfig } from 'vitest/config'

/** Not among the tests: it measures, and prints what it found. */
export default defineConfig({
  test: {
    include: ['front/e2e/paint/paint.bench.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 180_000,
  },
})
