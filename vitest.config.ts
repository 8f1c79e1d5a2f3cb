import { defineConfig } from 'vitest/config'

const NEVER = ['**/node_modules/**', '**/dist/**', '**/.papo/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{contract,back,front,scripts,load-test}/**/*.test.{ts,tsx}'],
          exclude: [...NEVER, '**/*.int.test.ts', '**/*.e2e.test.ts'],
          testTimeout: 60_000,
          // Read as text: other stylesheets mean nothing without a browser.
          css: { include: /tokens\.css/ },
        },
      },
      {
        test: {
          name: 'int',
          include: ['back/test/**/*.int.test.ts'],
          exclude: NEVER,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['front/e2e/**/*.e2e.test.ts'],
          exclude: NEVER,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
