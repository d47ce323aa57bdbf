import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../results-bench',
  timeout: 1_200_000,
  workers: 1,
  reporter: [['list']],
});
