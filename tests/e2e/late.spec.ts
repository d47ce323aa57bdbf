// A screen that is open before its rows have come, and while others change them, shows what it shows to who opens it then.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { convene, publish, SESSION, stage, TITLE } from '../harness/council.ts';
import { Device } from '../harness/device.ts';
import { held } from '../harness/held.ts';
import { COUNCIL, OF_DECISION, SCREENS } from '../harness/screens.ts';
import { ask, type Asked, type Fields } from '../harness/seed.ts';
import { Server } from '../harness/server.ts';

/** Until the page says no other thing for a while: what it says. */
async function settled(page: Page): Promise<string> {
  await expect(page.getByRole('link', { name: /Lần đồng bộ gần nhất: (?!chưa)/ })).toBeVisible();
  let before = '';
  await expect.poll(async () => {
    const last = before;
    before = await page.locator('main:not(#boot)').innerText();
    return before !== '' && before !== 'Đang mở…' && before === last;
  }, { intervals: [300] }).toBe(true);
  // The time of day and the room that is taken are others at another moment.
  return before.replace(/\d{1,2}:\d{2}|vừa xong|\d+ (giây|phút) trước|Mã mới sau \d+ giây|[\d,]+ [kM]B/g, '').replace(/\s+/g, ' ').trim();
}

/** What stands on a screen that was open first, and after a load. */
async function both(context: BrowserContext, url: string): Promise<[string, string]> {
  const page = await context.newPage();
  let release = () => {};
  const gate = new Promise<void>((go) => { release = go; });
  await page.route('**/api/v1/exchange', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(url);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page.locator('main:not(#boot)')).not.toBeEmpty();
  release();
  const open = await settled(page);
  await page.reload();
  const again = await settled(page);
  return [open, again];
}

/** What somebody writes first, and then in its place. */
const WRITTEN = {
  unit_movement: ['m1', { title: 'Phong trào mùa thu', aims: 'Mục tiêu cũ.' }, { title: 'Phong trào mùa đông', aims: 'Mục tiêu mới.' }],
  inspection: ['i1', { findings: 'Chưa ghi.' }, { findings: 'Đã ghi.' }],
  exemplar: ['e1', { story: 'Chuyện cũ.' }, { story: 'Chuyện mới.' }],
  activity: ['a1', { title: 'Dọn kho vật chứng' }, { title: 'Sắp lại kho vật chứng' }],
} as const;

function submit(kind: keyof typeof WRITTEN, more: Fields): Asked {
  const [entity, fields] = WRITTEN[kind];
  return { kind: `${kind}.submit@1`, entity, args: { unit: 'na-kv3', fields: { ...fields, ...more } } };
}

const EVENT = '018f0000-0000-7000-8000-0000000000e1';
const NEXT = '018f0000-0000-7000-8000-0000000000a2';
const TEMPLATE = '/de-nghi/mau-van-ban/na/minutes';
const RULES = '/de-nghi/quy-tac/r3-152-2025/soan/018f0000-0000-7000-8000-0000000000f1';

const WHO: [string, string[]][] = [
  ['toan', SCREENS],
  ['nam.vd', [...COUNCIL, `/phien-hop/${SESSION}/danh-sach`, `/phien-hop/${NEXT}/sua`, ...OF_DECISION]],
  ['nhung', [...['', '/in', '/quet', '/ban-don'].map((part) => `/diem-danh/${EVENT}${part}`), `/su-kien/${EVENT}`, TEMPLATE, `${TEMPLATE}/soan/018f0000-0000-7000-8000-0000000000f2`]],
  ['mai', [RULES, `${RULES}/xem-truoc`]],
  ['hanh', ['/hoat-dong/a1', '/hoat-dong/a1/sua', '/de-nghi/dieu-kien/p.duc-lv']],
];

/** An event of today, a session that is prepared, an activity. */
async function prepare(server: Server): Promise<void> {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const fields = { title: 'Lễ phát động', place: 'Hội trường A', opens: `${today}T00:05`, closes: `${today}T23:55`, invited: ['na'], organisers: ['nhung-lth'] };
  await ask(server, 'nhung', [{ kind: 'event.submit@1', entity: EVENT, args: { unit: 'na', fields } }]);
  const session = { unit: 'na', title: 'Phiên họp đợt hai', year: 2022, rules: 'r3-152-2025', when: `${today}T08:30`, mode: 'meeting', rubric: [] };
  await ask(server, 'nam.vd', [{ kind: 'council.convene@1', entity: NEXT, args: session }]);
  await ask(server, 'hanh', [submit('activity', { kind: 'other', date: '2026-09-02' })]);
}

/** Somebody looks at screens. What is wrong is told at the end, all of it. */
async function looked(look: (server: Server, device: Device, wrong: string[]) => Promise<void>): Promise<void> {
  test.setTimeout(300_000);
  const server = await Server.start();
  const device = await Device.open({ width: 1280, height: 900 });
  const wrong: string[] = [];
  try {
    await look(server, device, wrong);
    expect(wrong.join('\n')).toBe('');
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
}

for (const [login, paths] of WHO) {
  test(`${login} opens screens before their rows come`, () => looked(async (server, device, wrong) => {
    await convene(server);
    await stage(server);
    await publish(server);
    await prepare(server);
    await device.signIn(server, login);
    const storageState = await device.context.storageState();
    const browser = device.context.browser()!;
    // What is wrong is wrong each time; what was only slow is not.
    const look = async (path: string, isLast = false): Promise<void> => {
      const context = await browser.newContext({ storageState, serviceWorkers: 'block', locale: 'vi', viewport: { width: 1280, height: 900 } });
      // Playwright's way to block workers breaks their registration in words of its own: only panics are heard.
      context.on('page', (page) => device.hearPanics(page));
      const [open, again] = await both(context, server.url + path).catch((error: Error) => [error.message, '']);
      await context.close();
      if (open === again) return;
      if (isLast) wrong.push(`${path}\n  open:  ${open}\n  again: ${again}`);
      else await look(path, true);
    };
    const waiting = [...paths];
    await Promise.all([1, 2, 3].map(async () => {
      for (let path = waiting.shift(); path; path = waiting.shift()) await look(path);
    }));
  }));
}

function edit(kind: keyof typeof WRITTEN): Asked {
  const [entity, fields, changed] = WRITTEN[kind];
  return { kind: `${kind}.edit@1`, entity, base: { seq: 0, fields }, args: { fields: changed } };
}

/** What is here before anybody looks: a movement, an exemplar, an inspection, an activity, a session. */
async function begin(server: Server): Promise<void> {
  await ask(server, 'nhung', [
    submit('unit_movement', { mode: 'subject', from: '2026-09-01' }),
    submit('inspection', { title: 'Kiểm tra quý IV', date: '2026-11-02', inspected: ['na-kv3'] }),
  ]);
  await ask(server, 'hanh', [
    submit('exemplar', { title: 'Gương tiết kiệm', model: 'Mô hình một cửa', from: '2026-09-01' }),
    submit('activity', { kind: 'other', date: '2026-09-02' }),
  ]);
  await convene(server);
}

/** What others do while the screens are open. */
async function change(server: Server): Promise<void> {
  await ask(server, 'nhung', [edit('unit_movement'), edit('inspection')]);
  await ask(server, 'hanh', [edit('exemplar'), edit('activity')]);
  const facts = [{ fact: 'rated', subject: { person: 'duc-lv' }, year: 2022, level: 'not_done' }];
  await ask(server, 'toan', [{ kind: 'fact.record@1', entity: 'f', args: { facts } }, { kind: 'activity.confirm@1', entity: 'a1', args: {} }]);
  await stage(server);
  await publish(server);
}

const OPEN: [string, string[]][] = [
  ['toan', ['/', '/hoat-dong', '/hoat-dong/a1', '/cho-duyet', '/phong-trao', '/phong-trao/m1', '/dien-hinh', '/dien-hinh/e1', '/kiem-tra/i1', '/de-nghi', '/de-nghi/n001', '/de-nghi/n002',
    '/de-nghi/dieu-kien', '/de-nghi/dieu-kien/p.duc-lv', '/de-nghi/bang-vang', '/de-nghi/bang-vang/in', '/de-nghi/danh-sach', '/de-nghi/thanh-tich/p.duc-lv']],
  ['nam.vd', [...COUNCIL, `/phien-hop/${SESSION}/danh-sach`, ...OF_DECISION, '/de-nghi', '/de-nghi/n002']],
];

for (const [login, paths] of OPEN) {
  test(`${login} has screens open while others work`, () => looked(async (server, device, wrong) => {
    await begin(server);
    await device.signIn(server, login);
    await device.offlineReady();
    const open = await Promise.all(paths.map(async (path) => {
      const page = await device.tab();
      await page.goto(server.url + path);
      await expect(page.locator('main:not(#boot)')).not.toBeEmpty();
      return { path, page, before: '' };
    }));
    for (const one of open) {
      await one.page.bringToFront();
      one.before = await settled(one.page);
    }
    await change(server);
    // The last of it is here.
    await expect.poll(() => held(open[0].page, [TITLE]), { timeout: 20_000 }).toEqual([TITLE]);
    let moved = 0;
    for (const { path, page, before } of open) {
      const fresh = await device.tab();
      await fresh.goto(server.url + path);
      const again = await settled(fresh);
      await fresh.close();
      await page.bringToFront();
      let stays = '';
      const follows = expect.poll(async () => (stays = await settled(page)), { timeout: 10_000 }).toBe(again);
      await follows.catch(() => wrong.push(`${path}\n  open:  ${stays}\n  again: ${again}`));
      if (again !== before) moved += 1;
    }
    // Most of them had something to follow.
    expect(moved).toBeGreaterThan(paths.length / 2);
  }));
}
