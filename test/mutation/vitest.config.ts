import { defineConfig } from 'vitest/config';

/** The tests that import the sources; those that run the built modules do not see a mutant. */
export default defineConfig({
  test: {
    include: [
      'test/unit/{reconcile,statuscake,modules}/**/*.test.ts',
      'test/contract/{client,stack}/**/*.test.ts',
    ],
    testTimeout: 60_000,
  },
});
