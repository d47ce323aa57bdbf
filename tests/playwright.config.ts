// Browser tests: each is a promise to a person. They run the real binary and the real build in a real Chromium.
import { defineConfig } from '@playwright/test';

/** They measure time, or need the whole machine: nothing runs beside them. */
const ALONE = ['large-season', 'lighthouse', 'long-list', 'photos'].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: './e2e',
  outputDir: './results',
  timeout: 120_000,
  // Generous: a machine that is shared is slow at times, and what comes is not waited for longer than it takes.
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: false,
  retries: 0,
  reporter: [['list']],
  forbidOnly: true,
  projects: [
    { name: 'alone', testMatch: ALONE, workers: 1 },
    { name: 'together', testIgnore: ALONE, dependencies: ['alone'] },
  ],
});
