// The device and the server judge alike: one digest over all answers with their reasons, worked out natively and in the browser,
// and both give the answers that are known.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { Device } from '../harness/device.ts';

test('tens of thousands of verdicts with their reasons are the same natively and in WebAssembly', async () => {
  test.setTimeout(600_000); // Two programs are built in it.
  const root = resolve(import.meta.dirname, '../..');
  const cargo = (...words: string[]) => {
    const done = spawnSync('cargo', [...words, '-p', 'thidua-domain', '--features', 'probe'], { cwd: root, encoding: 'utf8' });
    expect(done.status, done.stderr).toBe(0);
    return done.stdout;
  };
  const [digest, ...numbers] = cargo('run', '-q', '--example', 'verdicts').trim().split(' ').reverse();
  const [known, cases, count] = numbers.map(Number);
  expect(count).toBeGreaterThan(10_000);
  expect(cases).toBeGreaterThanOrEqual(1_000);
  expect(known).toBe(cases);
  const line = cargo('rustc', '--lib', '--release', '--crate-type', 'cdylib', '--target', 'wasm32-unknown-unknown', '--message-format=json')
    .split('\n').find((one) => one.includes('thidua_domain.wasm'))!;
  const file = (JSON.parse(line).filenames as string[]).find((name) => name.endsWith('.wasm'))!;
  const device = await Device.open();
  try {
    const found = await device.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const { instance } = await WebAssembly.instantiate(bytes, {});
      const { work, cases, known, word } = instance.exports as Record<string, (at?: number) => number>;
      const begun = performance.now();
      const count = work();
      const took = performance.now() - begun;
      const words = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => (word(at) >>> 0).toString(16).padStart(8, '0'));
      return { count, cases: cases(), known: known(), digest: words.join(''), took };
    }, readFileSync(file).toString('base64'));
    console.log(`VERDICTS: ${count} questions on 1,000 subjects and ${cases} known cases in ${found.took.toFixed(0)} ms in the browser`);
    expect(found).toMatchObject({ count, cases, known: cases, digest });
  } finally {
    await device.end();
  }
});
