import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/one-line-reporter.ts'],
    // Two more than vitest gives a machine with two cores: half of the time is waiting for processes.
    maxWorkers: 3,
    globalSetup: ['./test/support/temporary-folders.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          setupFiles: ['./test/support/fixed-seed.ts'],
          pool: 'threads',
          isolate: false,
          // Property tests take long on a busy machine; no test is about time.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          setupFiles: ['./test/support/fixed-seed.ts', './test/support/temporary-folder.ts'],
          // An engine in a worker thread passes its tests and then crashes.
          pool: 'forks',
          execArgv: ['--liftoff-only'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          setupFiles: ['./test/support/temporary-folder.ts'],
          pool: 'forks',
          execArgv: ['--liftoff-only'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles: ['./test/support/temporary-folder.ts'],
          pool: 'forks',
          maxWorkers: 2,
          // After the others: browsers and servers of its own beside theirs would be too many.
          sequence: { groupOrder: 1 },
          // Two processes, each of which makes the simulated town once for all its files.
          isolate: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
