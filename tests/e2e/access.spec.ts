// Everybody can use it: no serious finding of axe on any screen in any theme, and the main job by keyboard alone.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { convene, publish, SESSION, stage } from '../harness/council.ts';
import { Device } from '../harness/device.ts';
import { COUNCIL, SCREENS } from '../harness/screens.ts';
import { Server } from '../harness/server.ts';
import { goto, saved, writeActivity } from '../harness/write.ts';

// Each of these visits every screen in every theme: they share nothing, and are spread over the workers.
test.describe.configure({ mode: 'parallel' });

/** A theme changes colours alone. */
async function check(page: Page, where: string, rules?: string[]): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const found = await (rules ? axe.withRules(rules) : axe).analyze();
  const serious = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  const words = serious.map((v) => `${where}: ${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join(' | ')}`);
  expect.soft(words).toEqual([]);
}

const THEMES = ['light', 'dark', 'contrast'];

/** Every screen in a theme: its width, and what axe says. */
async function visit(page: Page, theme: string, screens: string[]): Promise<void> {
  await page.evaluate((name) => localStorage.setItem('thidua.theme', name), theme);
  for (const screen of screens) {
    await goto(page, screen);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect(page.locator('h1').first(), screen).toBeVisible();
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(wide, { message: `${screen} scrolls sideways`, timeout: 3_000 }).toBeLessThanOrEqual(0);
    await check(page, `${screen} ${theme}`, theme === 'light' ? undefined : ['color-contrast']);
  }
}

for (const size of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
  test(`axe finds nothing serious at ${size.width} px in light, dark and high contrast`, async () => {
    test.setTimeout(480_000);
    const server = await Server.start();
    const device = await Device.open(size);
    const page = device.page;
    try {
      await page.goto(server.url);
      await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
      await check(page, 'sign-in');
      // Nothing but the first load is here yet: what it draws has its shape, and room for a thumb.
      const low = await page.evaluate(() => Array.from(document.querySelectorAll('button, input:not([type=checkbox]), label:has(input)'), (one) => [one.textContent, Math.round(one.getBoundingClientRect().height)] as const).filter(([, height]) => height < 44));
      expect(low).toEqual([]);
      await device.signIn(server, 'toan');
      await expect(page.getByText(/Đã đồng bộ/).first()).toBeVisible();
      await writeActivity(page, { title: 'Một bản nháp để xem', kind: 'Công tác chuyên môn, nghiệp vụ', date: '30/2/2022' });
      for (const theme of THEMES) await visit(page, theme, SCREENS);
      expect(device.errors).toEqual([]);
    } finally {
      await device.end();
      await server.end();
    }
  });
}

test('axe finds nothing serious on the screens of a council', async () => {
  test.setTimeout(480_000);
  const server = await Server.start();
  const devices = [await Device.open({ width: 390, height: 844 }), await Device.open({ width: 820, height: 1180 })];
  try {
    await convene(server);
    for (const [at, login] of ['nam.vd', 'tam'].entries()) {
      await devices[at].signIn(server, login);
      await expect(devices[at].page.getByText(/Đã đồng bộ/).first()).toBeVisible();
      for (const theme of THEMES) await visit(devices[at].page, theme, COUNCIL);
    }
    await visit(devices[0].page, 'light', ['/phien-hop/moi']);
    await stage(server);
    const decision = await publish(server);
    await devices[0].page.reload();
    for (const theme of THEMES) {
      await visit(devices[0].page, theme, [...COUNCIL, '/de-nghi/bang-vang', `/de-nghi/bang-vang/${decision}.n002`, `/de-nghi/quyet-dinh/${decision}`, `/de-nghi/bang-vang/${decision}/tien-thuong`]);
    }
    for (const device of devices) expect(device.errors).toEqual([]);
  } finally {
    for (const device of devices) await device.end();
    await server.end();
  }
});

test('the main job is done with the keyboard alone', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 1440, height: 900 });
  const page = device.page;
  const focus = (name: RegExp | string) => async () => {
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => {
        const el = document.activeElement as HTMLElement | null;
        if (!el || el === document.body) return '';
        const labels = (el as HTMLInputElement | null)?.labels;
        return `${el?.getAttribute('aria-label') ?? ''} ${labels?.[0]?.textContent ?? ''} ${el?.textContent ?? ''}`.replace(/\s+/g, ' ').trim();
      });
      if (typeof name === 'string' ? label.includes(name) : name.test(label)) return;
    }
    throw new Error(`the keyboard does not reach ${name}`);
  };
  try {
    await page.goto(server.url);
    await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
    await focus('Tên đăng nhập')();
    await page.keyboard.type('hanh');
    await focus('Mật khẩu')();
    await page.keyboard.type(await server.password());
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await focus(/^Hoạt động/)();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Hoạt động');
    await focus('Ghi hoạt động')();
    await page.keyboard.press('Enter');
    await focus('Tên hoạt động')();
    await page.keyboard.type('Chỉ dùng bàn phím');
    await focus('Loại')();
    await page.keyboard.press('K');
    await focus(/^Ngày/)();
    await page.keyboard.type('05/5/2022');
    await saved(page);
    await focus(/^Gửi/)();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/hoat-dong$/);
    await expect(page.getByText('Chỉ dùng bàn phím').first()).toBeVisible();
    await expect.poll(() => device.outbox(), { timeout: 15_000 }).toBe(0);
  } finally {
    await device.end();
    await server.end();
  }
});
