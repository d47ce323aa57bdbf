// The door: how fast people are scanned, what a frame costs, and how soon the check-in page stands without a network.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test, type Page } from '@playwright/test';
import { film, see } from '../harness/camera.ts';
import { pass, seedOf, windowOf } from '../harness/codes.ts';
import { Device } from '../harness/device.ts';
import { median, quantile } from '../harness/frames.ts';
import { Server } from '../harness/server.ts';
import { goto, planEvent } from '../harness/write.ts';
import { say } from './measure.ts';

/** People in the queue. */
const PEOPLE = 20;
/** How long each holds their phone before the camera, in frames of thirty a second. */
const HELD = 24;

/** Codes as rows of `#` and `.`. */
function draw(texts: string[]): string[][] {
  const root = resolve(import.meta.dirname, '../..');
  const done = spawnSync('cargo', ['run', '-q', '-p', 'thidua-scanner', '--example', 'modules', '--', ...texts], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout.trim().split('\n\n').map((code) => code.split('\n'));
}

async function picture(page: Page, modules: string[]): Promise<Buffer> {
  const base64 = await page.evaluate(async (modules) => {
    const scale = 8;
    const canvas = new OffscreenCanvas((modules.length + 8) * scale, (modules.length + 8) * scale);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#000';
    modules.forEach((row, y) => [...row].forEach((module, x) => module === '#' && context.fillRect((x + 4) * scale, (y + 4) * scale, scale, scale)));
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }, modules);
  return Buffer.from(base64, 'base64');
}

test('door: scans a minute, and a frame against the bare reader', async () => {
  const server = await Server.start();
  const desk = await Device.open();
  try {
    await desk.signIn(server, 'toan');
    await desk.offlineReady();
    const at = await planEvent(desk.page, 'Đo bàn đón');
    const codes = Array.from({ length: PEOPLE }, (_, n) => pass(seedOf(n), windowOf(Date.now()) + 1));
    const pictures: Buffer[] = [];
    for (const modules of draw(codes)) pictures.push(await picture(desk.page, modules));
    await server.down();
    const page = await see(desk, await film(desk.page, pictures, HELD));
    await page.addInitScript(() => {
      const frames: { ms: number; bare: number | null; found: boolean }[] = [];
      Object.assign(window, { __frames: frames });
      addEventListener('thidua:frame', (event) => frames.push((event as CustomEvent).detail));
    });
    await page.goto(`${server.url}${at}/quet`);
    const scans = () => desk.outbox(page);
    const before = await scans();
    while ((await scans()) === before) await new Promise((go) => setTimeout(go, 20));
    const [from, first] = [Date.now(), await scans()];
    while ((await scans()) < before + PEOPLE) await new Promise((go) => setTimeout(go, 20));
    const minutes = (Date.now() - from) / 60_000;
    const frames: { ms: number; bare: number | null; found: boolean }[] = await page.evaluate(() => (window as unknown as { __frames: [] }).__frames);
    const [ours, bare] = [frames.filter((f) => f.found).map((f) => f.ms), frames.filter((f) => f.found).map((f) => f.bare ?? 0)];
    say('door', {
      'scans a minute': (before + PEOPLE - first) / minutes, 'the queue allows': 1800 / HELD,
      'frame p50 ms': median(ours), 'frame p95 ms': quantile(ours, 0.95), 'bare reader p50 ms': median(bare), ratio: median(ours) / median(bare), frames: frames.length,
    });
  } finally {
    await desk.end();
    await server.end();
  }
});

test('door: the check-in page from the device alone', async () => {
  const server = await Server.start();
  const phone = await Device.open({ width: 390, height: 844 });
  try {
    await phone.signIn(server, 'hanh');
    await phone.offlineReady();
    await goto(phone.page, '/diem-danh');
    await phone.quit();
    await server.down();
    const ours: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      await phone.start();
      await phone.page.addInitScript(() => {
        const look = () => {
          if (!document.querySelector('.checkin h1')) return requestAnimationFrame(look);
          requestAnimationFrame(() => Object.assign(window, { __stands: performance.now() }));
          return 0;
        };
        look();
      });
      await phone.page.goto(`${server.url}/diem-danh`);
      const handle = await phone.page.waitForFunction(() => (window as unknown as { __stands?: number }).__stands, undefined, { polling: 5 });
      ours.push((await handle.jsonValue()) as number);
      await phone.quit();
    }
    say('check-in page, cold and offline', { 'p50 ms': median(ours), 'worst ms': Math.max(...ours) });
  } finally {
    await phone.end();
    await server.end();
  }
});
