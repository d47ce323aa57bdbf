// The device: one durable save, a day's work handed in, starts with and without a network.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { median, quantile } from '../harness/frames.ts';
import { Server } from '../harness/server.ts';
import { writeActivity } from '../harness/write.ts';
import { durableSeq, fill, firstList, queue, say, watchFirstList } from './measure.ts';

const SAVES = 200;

test('save: one durable save against a raw strict put', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    // The store's own transactions, from the event that asks for the save to their completion.
    await page.addInitScript(() => {
      const waiting: Array<(at: number) => void> = [];
      Object.assign(window, { __saved: () => new Promise<number>((done) => waiting.push(done)) });
      const begin = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...parts: Parameters<typeof begin>) {
        const tx = begin.apply(this, parts);
        const names = Array.isArray(parts[0]) ? parts[0] : [String(parts[0])];
        if (names.includes('drafts') && parts[1] === 'readwrite') {
          tx.addEventListener('complete', () => waiting.splice(0).forEach((done) => done(performance.now())));
        }
        return tx;
      } as typeof begin;
    });
    await device.signIn(server, 'hanh');
    await server.down();
    await writeActivity(page, { title: 'Đo lưu', kind: 'Công tác chuyên môn, nghiệp vụ', date: '05/5/2022' });
    const ours: number[] = await page.evaluate(async (saves) => {
      const field = document.querySelector('textarea') as HTMLTextAreaElement;
      const times: number[] = [];
      for (let n = 0; n < saves; n += 1) {
        field.focus();
        field.value = `Nội dung lần ${n} `.padEnd(420, 'x');
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        const done = (window as unknown as { __saved: () => Promise<number> }).__saved();
        // The screen has followed the letters before the field is left, as under a person's hands.
        await new Promise((go) => setTimeout(go, 15));
        const from = performance.now();
        field.blur();
        const took = (await done) - from;
        // Sometimes the timer saves first.
        if (took > 0) times.push(took);
        await new Promise((go) => setTimeout(go, 15));
      }
      return times;
    }, SAVES);
    const floor: number[] = await page.evaluate(async (saves) => {
      const open = indexedDB.open('floor', 1);
      open.onupgradeneeded = () => open.result.createObjectStore('s');
      const db: IDBDatabase = await new Promise((done) => (open.onsuccess = () => done(open.result)));
      const times: number[] = [];
      for (let n = 0; n < saves; n += 1) {
        const from = performance.now();
        const tx = db.transaction('s', 'readwrite', { durability: 'strict' });
        tx.objectStore('s').put(new Uint8Array(551).fill(n), 'k');
        tx.commit();
        await new Promise((done) => (tx.oncomplete = done));
        times.push(performance.now() - from);
        await new Promise((go) => setTimeout(go, 15));
      }
      return times;
    }, SAVES);
    say('save', {
      'p50 ms': median(ours), 'p95 ms': quantile(ours, 0.95),
      'floor p50 ms': median(floor), 'floor p95 ms': quantile(floor, 0.95),
      'ratio p50': median(ours) / median(floor),
    });
  } finally {
    await device.end();
    await server.end();
  }
});

test('sync: 10,000 offline commands to the server and durable on a second device', async () => {
  const COUNT = 10_000;
  const runs: Array<{ server: number; second: number }> = [];
  for (let run = 0; run < 3; run += 1) {
    const server = await Server.start();
    const one = await Device.open();
    const two = await Device.open();
    try {
      await one.signIn(server, 'hanh');
      await one.page.getByText(/Đã đồng bộ/).first().waitFor();
      await two.signIn(server, 'toan');
      await two.page.getByText(/Đã đồng bộ/).first().waitFor();
      const before = await durableSeq(two.page);
      const person = await one.page.evaluate(() => localStorage.getItem('thidua.person') ?? '');
      await one.page.goto(`${server.url}/api/v1/openapi.json`);
      await queue(one.page, person, COUNT);
      const from = Date.now();
      await one.page.goto(server.url);
      const reach = async (page: Page, seq: number) => {
        while ((await durableSeq(page)) < seq) await new Promise((go) => setTimeout(go, 50));
        return Date.now() - from;
      };
      // The device that sends reads its own rows back last; the server had them before.
      const [sent, second] = await Promise.all([reach(one.page, before + COUNT), reach(two.page, before + COUNT)]);
      runs.push({ server: sent, second });
    } finally {
      await one.end();
      await two.end();
      await server.end();
    }
  }
  const sent = median(runs.map((run) => run.server));
  const second = median(runs.map((run) => run.second));
  say('sync', { 'sent and read back ms': sent, 'second device durable ms': second, 'commands/s': (COUNT * 1000) / sent });
});

for (const rows of [10_000, 50_000]) {
  test(`start: ${rows} rows, first visit and cold start from disk`, async () => {
    const server = await Server.start();
    const device = await Device.open();
    try {
      const head = await fill(server, ['hanh', 'duc.lv'], rows);
      const from = Date.now();
      await watchFirstList(device.page);
      await device.signIn(server, 'toan');
      await device.page.getByRole('link', { name: /^Hoạt động/ }).first().click();
      await firstList(device.page);
      const first = Date.now() - from;
      while ((await durableSeq(device.page)) < head) await new Promise((go) => setTimeout(go, 50));
      say(`bootstrap ${rows}`, { 'first list ms': first, 'all durable ms': Date.now() - from, 'server MB': server.memory() });
      await device.offlineReady();
      await device.quit();
      await server.down();
      const ours: number[] = [];
      const floor: number[] = [];
      for (let run = 0; run < 5; run += 1) {
        await device.start();
        await watchFirstList(device.page);
        await device.page.goto(`${server.url}/hoat-dong`);
        ours.push(await firstList(device.page));
        // The floor reads the same bytes with plain script and parses them, in the same browser.
        floor.push(
          await device.page.evaluate(async () => {
            const begun = performance.now();
            const open = indexedDB.open(`thidua.${localStorage.getItem('thidua.person')}`);
            const db: IDBDatabase = await new Promise((done) => (open.onsuccess = () => done(open.result)));
            const all = db.transaction('rows').objectStore('rows').getAll();
            const pages: Uint8Array[] = await new Promise((done) => (all.onsuccess = () => done(all.result)));
            const decoder = new TextDecoder();
            let rows = 0;
            for (const page of pages) rows += JSON.parse(decoder.decode(page.subarray(5))).puts.length;
            db.close();
            return rows > 0 ? performance.now() - begun : 0;
          }),
        );
        await device.quit();
      }
      say(`cold start ${rows}`, { 'first list ms': median(ours), 'read-and-parse floor ms': median(floor), ratio: median(ours) / median(floor) });
    } finally {
      await device.end();
      await server.end();
    }
  });
}

test('server: accepted commands a second against raw SQLite with the same fsync', () => {
  const root = resolve(import.meta.dirname, '../..');
  const done = spawnSync('cargo', ['run', '-q', '--release', '-p', 'thidua-server', '--example', 'floor'], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  console.log(`BENCH server: ${done.stdout.trim()}`);
});
