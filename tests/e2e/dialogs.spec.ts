// Every dialog of awards and councils: no serious finding of axe, nothing cut off at the side, and Escape leaves the page alive.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { ask } from '../harness/seed.ts';
import { convene, DECISION, publish, SESSION, stage } from '../harness/council.ts';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { goto } from '../harness/write.ts';

test.describe.configure({ mode: 'parallel' });

/** Where it is set, each dialog is put there as a picture. */
const SHOTS = process.env.DIALOG_SHOTS;

/** Where a dialog is, and the name of the button that opens it. */
type Place = [string, RegExp | string];

async function look(page: Page, [path, name]: Place, theme: string): Promise<void> {
  const where = `${path} ${name} ${theme}`;
  await page.evaluate((to) => localStorage.setItem('thidua.theme', to), theme);
  await goto(page, path);
  await page.getByRole('button', { name, exact: typeof name === 'string' }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog, where).toBeVisible();
  // A sheet comes up from the edge; what moves is not read yet.
  await dialog.evaluate((one) => Promise.all(one.getAnimations({ subtree: true }).map((moving) => moving.finished)));
  const wide = await dialog.evaluate((one) => one.scrollWidth - one.clientWidth);
  expect.soft(wide, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
  const found = await new AxeBuilder({ page }).setLegacyMode(true).include('dialog[open]').analyze();
  const serious = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect.soft(serious.map((v) => `${where}: ${v.id}: ${v.nodes.map((n) => n.failureSummary).join(' | ')}`)).toEqual([]);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${where.replace(/[^\p{L}\d]+/gu, '-')}-${page.viewportSize()?.width}.png` });
  // With the focus in a box: it is taken away with its dialog.
  const box = dialog.locator('input:not([type=checkbox]):not([tabindex="-1"]), textarea').first();
  if (await box.count()) await box.focus();
  await page.keyboard.press('Escape');
  await expect(dialog, where).toHaveCount(0);
}

async function all(login: string, size: { width: number; height: number }, prepare: (server: Server) => Promise<unknown>, places: Place[]): Promise<void> {
  const server = await Server.start();
  const device = await Device.open(size);
  try {
    await prepare(server);
    await device.signIn(server, login);
    await device.offlineReady();
    for (const place of places) for (const theme of ['light', 'dark']) await look(device.page, place, theme);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
}

const PHONE = { width: 390, height: 844 };
const TABLET = { width: 820, height: 1180 };

test('dialogs of a nomination', async () => {
  test.setTimeout(240_000);
  await all('toan', PHONE, async () => undefined, [
    ['/de-nghi/n001', 'Kết quả bình xét'], ['/de-nghi/n001', 'Rút đề nghị'],
  ]);
  const appraised = { kind: 'nomination.appraise@1', entity: 'n002', args: { rules: 'r3-152-2025', papers: {}, words: '' } };
  await all('nam.vd', TABLET, (server) => ask(server, 'nam.vd', [appraised]), [
    ['/de-nghi/n001', 'Thẩm định'], ['/de-nghi/n002', 'Công khai lấy ý kiến'],
  ]);
});

test('dialogs of a session at work', async () => {
  test.setTimeout(240_000);
  const dossier = `/phien-hop/${SESSION}/n001`;
  await all('truong', PHONE, convene, [
    [`/phien-hop/${SESSION}`, 'Kết thúc phiên họp'], [`/phien-hop/${SESSION}`, 'Sửa biên bản'], [dossier, 'Hủy lần biểu quyết này'],
    [dossier, 'Ghi ý kiến bằng văn bản'],
  ]);
});

test('dialogs of a session that is over', async () => {
  test.setTimeout(240_000);
  const over = async (server: Server): Promise<void> => {
    await convene(server);
    await stage(server);
  };
  const session = `/phien-hop/${SESSION}`;
  await all('nam.vd', PHONE, over, [
    [session, 'Công bố quyết định'], [session, 'Chuẩn bị quyết định'], [session, 'Ghi việc thông báo kết quả'],
  ]);
});

test('dialogs of a decision', async () => {
  test.setTimeout(240_000);
  const published = async (server: Server): Promise<void> => {
    await convene(server);
    await stage(server);
    await publish(server);
  };
  const decision = `/de-nghi/quyet-dinh/${DECISION}`;
  await all('truong', TABLET, published, [[decision, /^Sửa đổi mục của/], [decision, /^Hủy bỏ khen thưởng của/]]);
});
