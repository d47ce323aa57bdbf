// A large province: 2,000 people before all awards, and a session with 300 dossiers. Asserted is the best of several runs:
// the machine that runs this is shared.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { busyMs, countBusy, median } from '../harness/frames.ts';
import { ask, type Asked } from '../harness/seed.ts';
import { Server } from '../harness/server.ts';
import { goto, saved } from '../harness/write.ts';

const PEOPLE = 2_000;
const DOSSIERS = 300;
const RUNS = 7;
const SESSION = '018f0000-0000-7000-8000-000000000300';
const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ'];
const MIDDLE = ['Văn', 'Thị', 'Đức', 'Thị Thu', 'Quang', 'Minh', 'Hữu', 'Ngọc'];
const GIVEN = ['An', 'Bình', 'Cường', 'Dung', 'Giang', 'Hà', 'Khánh', 'Lan', 'Minh', 'Nga', 'Phúc', 'Quân', 'Sơn', 'Thảo', 'Uyên', 'Vinh'];

const id = (n: number) => `lon-${n}`;
const named = (n: number) => `${FAMILY[n % 10]} ${MIDDLE[n % 8]} ${GIVEN[n % 16]} ${n}`;

/** People of a unit as the operator imports them. */
function fillUnit(server: Server): void {
  const dir = mkdtempSync(join(tmpdir(), 'thidua-people-'));
  const lines = Array.from({ length: PEOPLE }, (_, n) => `${id(n)},${named(n)},Chấp hành viên,na-kv1,có,${n % 2 ? 'nữ' : 'nam'}`);
  writeFileSync(join(dir, 'people.csv'), ['mã,họ tên,chức vụ,đơn vị,trực tiếp,giới tính', ...lines].join('\n'));
  server.command('admin', 'import', join(dir, 'people.csv'), '--what', 'people');
  rmSync(dir, { recursive: true });
}

/** Six facts of everybody: three years of titles, two ratings and an initiative. */
function facts(): Asked[] {
  const of = (n: number) => {
    const subject = { person: id(n) };
    const title = (year: number) => ({ fact: 'title', subject, award: 'ldtt', year, ground: 'cong_trang', decision: `${year % 100}/QĐ-CTHADS`, day: `${year}-12-18` });
    const rated = (year: number) => ({ fact: 'rated', subject, year, level: n % 5 === 0 ? 'excellent' : 'good' });
    const all: object[] = [title(2019), title(2020), rated(2021), rated(2022)];
    if (n % 3) all.push(title(2021));
    if (n % 4 === 0) all.push({ fact: 'initiative', subject, id: `sk-${n}`, recognised: [{ reach: 'unit', day: '2022-08-15' }] });
    return all;
  };
  const all = Array.from({ length: PEOPLE }, (_, n) => of(n)).flat();
  const batches: Asked[] = [];
  for (let from = 0; from < all.length; from += 300) {
    batches.push({ kind: 'fact.record@1', entity: randomUUID(), args: { facts: all.slice(from, from + 300) } });
  }
  return batches;
}

const nomination = (n: number) => `018f0000-0000-7000-8000-1000000${String(n).padStart(5, '0')}`;
const ACHIEVEMENTS = 'Hoàn thành xuất sắc nhiệm vụ được giao, thi hành xong 96 việc, đạt 85 % số việc có điều kiện. '.repeat(40);

function dossiers(): Asked[] {
  return Array.from({ length: DOSSIERS }, (_, n) => ({
    kind: 'nomination.propose@1',
    entity: nomination(n),
    args: {
      unit: 'na-kv1',
      fields: { award: n % 3 ? 'ldtt' : 'cstd-cs', person: id(n), kind: 'cong_trang', from: '2021-10-01', to: '2022-09-30', achievements: `${n}. ${ACHIEVEMENTS}` },
    },
  }));
}

/** Time from a press to the frame that shows what it opens: by the clock, and what the main thread worked. */
async function opened(page: Page, cdp: CDPSession, press: string, shown: string): Promise<{ ms: number; busyMs: number }> {
  const before = await busyMs(cdp);
  const ms = await page.evaluate(
    async ({ press, shown }) => {
      const link = document.querySelector<HTMLElement>(press);
      if (!link) throw new Error(`no ${press}`);
      const from = performance.now();
      link.click();
      while (!document.querySelector(shown)) await new Promise((go) => requestAnimationFrame(go));
      // A message is a task: it comes after layout and paint of the frame.
      await new Promise<void>((go) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => go();
        port2.postMessage(0);
      }));
      return performance.now() - from;
    },
    { press, shown },
  );
  return { ms, busyMs: (await busyMs(cdp)) - before };
}

const say = (what: string, runs: { ms: number; busyMs: number }[]) => {
  const of = (name: 'ms' | 'busyMs') => runs.map((run) => run[name]);
  const round = (ms: number) => Math.round(ms * 10) / 10;
  console.log(`SEASON ${what}: by the clock best ${round(Math.min(...of('ms')))} ms, median ${round(median(of('ms')))}; processor best ${round(Math.min(...of('busyMs')))}, median ${round(median(of('busyMs')))}`);
};

test(`${PEOPLE} people are judged and ${DOSSIERS} dossiers opened without waiting`, async () => {
  test.setTimeout(300_000);
  const server = await Server.start();
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  try {
    await server.down();
    fillUnit(server);
    await server.up();
    await ask(server, 'nhung', facts(), 5);
    await ask(server, 'hung', dossiers(), 100);
    const when = '2026-12-20T08:30';
    await ask(server, 'nam.vd', [
      { kind: 'council.convene@1', entity: SESSION, args: { unit: 'na', title: 'Phiên lớn', year: 2022, rules: 'r3-152-2025', when, mode: 'meeting' } },
      ...Array.from({ length: DOSSIERS }, (_, n) => ({ kind: 'council.take_up@1', entity: `${SESSION}.${nomination(n)}`, args: {} })),
    ]);

    await device.signIn(server, 'truong');
    await device.offlineReady();
    const cdp = await device.cdp(page);
    await countBusy(cdp);

    await goto(page, `/phien-hop/${SESSION}`);
    const line = 'main a[href^="/phien-hop/018f"][href*="-1000000"]';
    await expect(page.locator(`main li[aria-setsize="${DOSSIERS}"]`).first()).toBeVisible({ timeout: 30_000 });
    const dossier: { ms: number; busyMs: number }[] = [];
    const list: { ms: number; busyMs: number }[] = [];
    const back = `main a[href="/phien-hop/${SESSION}"]`;
    for (let run = 0; run < RUNS; run += 1) {
      dossier.push(await opened(page, cdp, `main a[href$="${nomination(run)}"]`, '.dossier'));
      await expect(page.getByText(`${run}. Hoàn thành xuất sắc`).first()).toBeVisible();
      list.push(await opened(page, cdp, back, line));
    }
    say(`list of ${DOSSIERS} dossiers`, list);
    say('one dossier', dossier);

    const eligible: { ms: number; busyMs: number }[] = [];
    await goto(page, '/de-nghi/dieu-kien');
    await page.getByLabel('Đơn vị').selectOption('na-kv1');
    await page.getByLabel('Năm').selectOption('2022');
    await expect(page.getByText(/2\.00\d/).first()).toBeVisible({ timeout: 30_000 });
    for (const year of ['2021', '2022', '2021', '2022', '2021']) {
      const before = await busyMs(cdp);
      const ms = await page.evaluate(async (year) => {
        const field = [...document.querySelectorAll('select')].find((one) => [...one.options].some((option) => option.value === year))!;
        field.value = year;
        const from = performance.now();
        field.dispatchEvent(new Event('change', { bubbles: true }));
        await new Promise<void>((go) => requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => go();
          port2.postMessage(0);
        }));
        return performance.now() - from;
      }, year);
      eligible.push({ ms, busyMs: (await busyMs(cdp)) - before });
    }
    say(`${PEOPLE} people before all awards`, eligible);
    // Before an officer publishes a new edition, everybody is judged under both.
    const officer = await Device.open({ width: 1280, height: 900 });
    const both: number[] = [];
    try {
      await officer.signIn(server, 'mai');
      await officer.offlineReady();
      await goto(officer.page, '/de-nghi/quy-tac');
      await officer.page.getByRole('link', { name: 'Soạn bản mới' }).first().click();
      await officer.page.getByText('Lao động tiên tiến', { exact: true }).first().click();
      await officer.page.getByLabel('Mức độ hoàn thành nhiệm vụ từ').first().selectOption({ label: 'Hoàn thành xuất sắc nhiệm vụ' });
      await saved(officer.page);
      await officer.page.getByRole('link', { name: 'Xem trước thay đổi' }).click();
      const told = officer.page.getByRole('status').filter({ hasText: /2\.\d{3} người/ });
      for (const year of ['2022', '2021', '2022']) {
        await officer.page.getByLabel('Năm xét').selectOption(year);
        await expect(told).toBeVisible({ timeout: 30_000 });
        both.push(Number(await told.getAttribute('data-took')));
      }
      console.log(`SEASON ${PEOPLE} people under two rule sets: best ${Math.min(...both)} ms, median ${median(both)}`);
      expect(officer.errors).toEqual([]);
    } finally {
      await officer.end();
    }
    // Twice what a list of eligibility may take, as everybody is judged twice.
    expect(Math.min(...both)).toBeGreaterThan(0);
    expect(Math.min(...both)).toBeLessThanOrEqual(2_000);
    expect(Math.min(...list.map((run) => run.busyMs))).toBeLessThanOrEqual(100);
    expect(Math.min(...dossier.map((run) => run.busyMs))).toBeLessThanOrEqual(100);
    expect(Math.min(...eligible.map((run) => run.busyMs))).toBeLessThanOrEqual(1_000);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});
