// Photos: what it costs a device to make one ready, and what goes over a line that is cut.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { photo, type FileSample } from '../harness/files.ts';
import { median } from '../harness/frames.ts';
import { Link } from '../harness/link.ts';
import { Server } from '../harness/server.ts';
import { kept, session } from '../harness/session.ts';
import { saved, send, writeActivity } from '../harness/write.ts';
import { say } from './measure.ts';

const KIND = 'Công tác chuyên môn, nghiệp vụ';
const RUNS = 5;

/** All processes of a browser, by the folder of its profile. */
function processes(profile: string): number[] {
  const words = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  };
  const all = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  const root = all.find((pid) => words(pid).includes(profile) && !words(pid).includes('--type='));
  const parent = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1];
    } catch {
      return '';
    }
  };
  const found = root ? [root] : [];
  for (const pid of found) found.push(...all.filter((other) => parent(other) === pid && !found.includes(other)));
  return found.map(Number);
}

/** Kilobytes that a browser's processes hold: the largest of each since the last reset. */
function peak(pids: number[]): number {
  const of = (pid: number) => Number(/VmHWM:\s+([0-9]+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return pids.reduce((sum, pid) => sum + of(pid), 0);
}

function resetPeak(pids: number[]): void {
  for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

test('photo: one of 12 million pixels, from the choice to ready, against bare decode, draw and encode', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    await server.down();
    const samples: FileSample[] = [];
    for (let seed = 1; seed <= RUNS; seed += 1) samples.push(await photo(page, seed));
    await writeActivity(page, { title: 'Đo ảnh', kind: KIND, date: '07/5/2022' });
    const memory: number[] = [];
    const times: number[] = [];
    for (const [at, sample] of samples.entries()) {
      const pids = processes(device.profile);
      resetPeak(pids);
      const before = peak(pids);
      await page.evaluate((count) => {
        const done = () => document.querySelectorAll('.tile').length >= count && [...document.querySelectorAll('.tile-words')].every((e) => /chờ gửi/.test(e.textContent ?? ''));
        const input = document.querySelectorAll<HTMLInputElement>('.evidence input[type=file]')[1];
        Object.assign(window, { __ready: new Promise<number>((go) => {
          input.addEventListener('change', () => {
            const from = performance.now();
            const look = () => (done() ? go(performance.now() - from) : setTimeout(look, 5));
            setTimeout(look, 5);
          }, { once: true, capture: true });
        }) });
      }, at + 1);
      await page.getByLabel('Chọn ảnh, tệp PDF').setInputFiles(sample);
      times.push(await page.evaluate(() => (window as unknown as { __ready: Promise<number> }).__ready));
      memory.push((peak(pids) - before) / 1024);
    }
    const bytes = samples[0].buffer.toString('base64');
    const floor: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      floor.push(
        await page.evaluate(async (base64) => {
          const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          const from = performance.now();
          const bitmap = await createImageBitmap(new Blob([raw]));
          for (const side of [2048, 320]) {
            const canvas = new OffscreenCanvas(side, (side * bitmap.height) / bitmap.width);
            const context = canvas.getContext('2d')!;
            context.imageSmoothingQuality = 'high';
            context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
            await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 });
          }
          bitmap.close();
          return performance.now() - from;
        }, bytes),
      );
    }
    say('photo', {
      'bytes in': samples[0].buffer.length, 'ready ms': median(times), 'worst ms': Math.max(...times),
      'peak MB above rest': median(memory), 'worst MB': Math.max(...memory), 'floor ms': median(floor), ratio: median(times) / median(floor),
    });
  } finally {
    await device.end();
    await server.end();
  }
});

test('upload: five photos over 50 kB/s, whole and cut every 20 s', async () => {
  for (const cutMs of [0, 20_000]) {
    const server = await Server.start();
    const link = await Link.to(server.url);
    const device = await Device.open();
    const page = device.page;
    try {
      await page.goto(link.url);
      await page.getByLabel('Tên đăng nhập').fill('hanh');
      await page.getByLabel('Mật khẩu', { exact: true }).fill(await server.password());
      await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
      await device.offlineReady();
      const samples: FileSample[] = [];
      for (let seed = 1; seed <= 5; seed += 1) samples.push(await photo(page, seed));
      link.down();
      await writeActivity(page, { title: 'Ảnh qua đường chậm', kind: KIND, date: '07/5/2022' });
      await page.getByLabel('Chọn ảnh, tệp PDF').setInputFiles(samples);
      await page.waitForFunction(() => document.querySelectorAll('.tile').length === 5 && [...document.querySelectorAll('.tile-words')].every((e) => /chờ gửi/.test(e.textContent ?? '')), undefined, { timeout: 120_000 });
      await saved(page);
      await send(page);
      const [before, heads] = [link.sent, link.heads];
      link.up(50_000);
      if (cutMs > 0) link.cutEvery(cutMs);
      const from = Date.now();
      const own = await session(server.url, 'hanh', await server.password());
      while ((await own.rows('blob')).length < 5) await new Promise((go) => setTimeout(go, 200));
      const seconds = (Date.now() - from) / 1000;
      let whole = 0;
      for (const row of await own.rows('blob')) whole += (await (await own.blob(row.k[1])).arrayBuffer()).byteLength;
      const sent = link.sent - before;
      say(cutMs > 0 ? `upload cut every ${cutMs / 1000} s` : 'upload', {
        bytes: whole, seconds, cuts: link.cuts - 1, 'sent again or beside %': (100 * (sent - (link.heads - heads))) / whole - 100,
        'heads kB': (link.heads - heads) / 1000, 'line alone would take s': whole / 50_000, 'left here': await kept(page),
      });
    } finally {
      await device.end();
      await link.end();
      await server.end();
    }
  }
});
