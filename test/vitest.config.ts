import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['test/own-state.ts'],
    include: ['test/{unit,contract,integration}/**/*.test.ts'],
    // Most of the time is spent waiting for ansible-playbook.
    maxWorkers: 3,
    // Integration tests start ansible-playbook, which takes seconds on a small machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
