// Everybody can use it: no serious finding of axe on any screen in any theme, and the main job by keyboard alone.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { goto, saved, writeActivity } from '../harness/write.ts';

const SCREENS = [
  '/', '/ke-hoach', '/hoat-dong', '/hoat-dong/moi', '/cho-duyet', '/de-nghi', '/de-nghi/moi', '/dong-bo', '/cai-dat',
  '/phong-trao', '/phong-trao/moi', '/dang-ky', '/dang-ky/moi', '/dang-ky/in', '/bao-cao/moi', '/dien-hinh', '/dien-hinh/moi', '/dien-hinh/bang', '/kiem-tra/moi',
  '/su-kien', '/su-kien/moi', '/diem-danh', '/diem-danh/quet', '/diem-danh/ma-cua-toi',
];

async function check(page: Page, where: string): Promise<void> {
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const serious = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  const words = serious.map((v) => `${where}: ${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join(' | ')}`);
  expect(words).toEqual([]);
}

for (const size of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
  test(`axe finds nothing serious at ${size.width} px in light, dark and high contrast`, async () => {
    test.setTimeout(240_000);
    const server = await Server.start();
    const device = await Device.open(size);
    const page = device.page;
    try {
      await page.goto(server.url);
      await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
      await check(page, 'sign-in');
      await device.signIn(server, 'toan');
      await expect(page.getByText(/Đã đồng bộ/).first()).toBeVisible();
      await writeActivity(page, { title: 'Một bản nháp để xem', kind: 'Công tác chuyên môn, nghiệp vụ', date: '30/2/2022' });
      for (const theme of ['light', 'dark', 'contrast']) {
        await page.evaluate((name) => localStorage.setItem('thidua.theme', name), theme);
        for (const screen of SCREENS) {
          await goto(page, screen);
          await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
          const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          await expect.poll(wide, { message: `${screen} scrolls sideways`, timeout: 3_000 }).toBeLessThanOrEqual(0);
          await check(page, `${screen} ${theme}`);
        }
      }
      expect(device.errors).toEqual([]);
    } finally {
      await device.end();
      await server.end();
    }
  });
}

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
