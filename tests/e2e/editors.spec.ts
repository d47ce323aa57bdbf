// Officers write rule sets and templates themselves: what is published holds on all devices, and what was judged before stays as it was.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { cookie } from '../harness/seed.ts';
import { Server } from '../harness/server.ts';
import { unzip } from '../harness/table.ts';
import { goto, saved } from '../harness/write.ts';

const sent = (device: Device) => expect.poll(() => device.outbox(), { timeout: 20_000 }).toBe(0);
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};

/** Hands one command in, as somebody's other device would. */
async function command(server: Server, login: string, kind: string, entity: string, args: unknown): Promise<void> {
  const who = await cookie(server, login);
  const client = randomUUID();
  const one = { id: randomUUID(), client, cseq: 1, kind, entity, base: { seq: 0 }, args, made_at: 0 };
  const answer = await fetch(`${server.url}/api/v1/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: who.cookie },
    body: JSON.stringify({ proto: 1, build: 'test', person: who.person, client, commands: [one] }),
  });
  const body = await answer.json();
  expect(body.outcomes[0].outcome.applied, JSON.stringify(body)).toBeTruthy();
}

test('a new edition of a rule set shows whose verdict changes, and what was judged by the old one stays', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const officer = await Device.open();
  const other = await Device.open();
  const page = officer.page;
  try {
    await command(server, 'toan', 'nomination.endorse@1', 'n002', { on: '2022-11-15', yes: 6, of: 7, words: '' });
    await command(server, 'nhung', 'nomination.appraise@1', 'n002', { rules: 'r3-152-2025', papers: {}, words: '' });
    await officer.signIn(server, 'mai');
    await officer.offlineReady();
    await other.signIn(server, 'nhung');
    await other.offlineReady();
    await goto(other.page, '/de-nghi/quy-tac');
    await expect(other.page.getByText('Điều 23 Luật').first()).toBeAttached();
    await expect(other.page.getByRole('link', { name: 'Soạn bản mới' })).toHaveCount(0);

    // Written offline, with every letter kept.
    await officer.context.setOffline(true);
    await goto(page, '/de-nghi/quy-tac');
    await page.getByRole('link', { name: 'Soạn bản mới' }).first().click();
    await page.getByLabel('Tên gọi của bộ quy tắc').fill('Nghị định 152/2025, bản tháng 11');
    await page.getByText('Lao động tiên tiến', { exact: true }).first().click();
    await page.getByLabel('Mức độ hoàn thành nhiệm vụ từ').first().selectOption({ label: 'Hoàn thành xuất sắc nhiệm vụ' });
    const women = page.getByLabel('Tập thể có tỷ lệ nữ từ (%)');
    await women.fill('101');
    await expect(page.getByText('Tỷ lệ không quá 100 %.', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: /Tập thể có tỷ lệ nữ.*không quá 100/ })).toBeVisible();
    await women.fill('70');
    await expect(page.getByText('Tỷ lệ không quá 100 %.', { exact: true })).toHaveCount(0);
    await women.blur();
    await saved(page);
    await page.reload();
    await expect(page.getByLabel('Tên gọi của bộ quy tắc')).toHaveValue('Nghị định 152/2025, bản tháng 11');
    await shot(page, 'rules-editor');

    // What would change is seen before anything is published.
    await page.getByRole('link', { name: 'Xem trước thay đổi' }).click();
    await expect(page.getByText(/Hoàn thành tốt nhiệm vụ → Hoàn thành xuất sắc nhiệm vụ/).first()).toBeVisible();
    await page.getByLabel('Năm xét').selectOption('2022');
    const change = page.getByRole('link', { name: /Lê Văn Đức.*Lao động tiên tiến: Đủ điều kiện → Chưa đủ điều kiện/ });
    await expect(change).toBeVisible();
    await shot(page, 'rules-preview');
    await page.getByRole('button', { name: 'Công bố bộ quy tắc' }).click();
    await expect(page).toHaveURL(/\/de-nghi\/quy-tac$/);
    await expect(page.getByText(/Bản mới chờ gửi: Nghị định 152\/2025, bản tháng 11/)).toBeVisible();
    await officer.context.setOffline(false);
    await sent(officer);
    await expect(page.getByRole('heading', { name: /Nghị định 152\/2025, bản tháng 11/ })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText('Các bản đã được thay thế')).toBeVisible();
    await shot(page, 'rules-list');

    // The second device judges by the new set, also without a network; what is pinned to the old one is judged by that.
    await expect(other.page.getByRole('heading', { name: /Nghị định 152\/2025, bản tháng 11/ })).toBeVisible({ timeout: 20_000 });
    await other.context.setOffline(true);
    await goto(other.page, '/de-nghi/dieu-kien/p.duc-lv');
    const award = other.page.locator('details', { hasText: 'Lao động tiên tiến' }).first();
    await expect(award.locator('summary')).toContainText('Chưa đủ điều kiện');
    await goto(other.page, '/de-nghi/n002');
    await expect(other.page.locator('.eligibility').getByText('Đủ điều kiện', { exact: true }).first()).toBeVisible();
    for (const device of [officer, other]) expect(device.errors).toEqual([]);
  } finally {
    await officer.end();
    await other.end();
    await server.end();
  }
});

test('an edition that is refused comes back with all that was written', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'mai');
    await device.offlineReady();
    await goto(page, '/de-nghi/quy-tac');
    const set = JSON.parse(readFileSync(join(import.meta.dirname, '../../public/rules/r3-152-2025.json'), 'utf8'));
    await device.context.setOffline(true);
    await page.getByRole('link', { name: 'Soạn bản mới' }).first().click();
    await page.getByLabel('Tên gọi của bộ quy tắc').fill('Bản của Mai');
    await saved(page);
    await page.getByRole('link', { name: 'Xem trước thay đổi' }).click();
    await page.getByRole('button', { name: 'Công bố bộ quy tắc' }).click();
    await expect(page.getByText(/Bản mới chờ gửi: Bản của Mai/)).toBeVisible();
    // Somebody was first.
    await command(server, 'mai', 'rules.publish@1', 'r3-b', { unit: 'tw', rules: { ...set, id: 'r3-b' }, replaces: 'r3-152-2025' });
    await device.context.setOffline(false);
    await goto(page, '/dong-bo');
    await expect(page.getByText('Cần xử lý').first()).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: /Sửa/ }).first().click();
    await expect(page.getByLabel('Tên gọi của bộ quy tắc')).toHaveValue('Bản của Mai');
    await expect(page.getByText('Bộ quy tắc này đã có bản thay thế')).toBeVisible();
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('the words of a template that an officer publishes stand in the papers of other devices', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const officer = await Device.open({ width: 1280, height: 1000 });
  const head = await Device.open();
  const page = officer.page;
  const folder = mkdtempSync(join(tmpdir(), 'thidua-templates-'));
  try {
    await officer.signIn(server, 'nhung');
    await officer.offlineReady();
    await head.signIn(server, 'toan');
    await head.offlineReady();
    await officer.context.setOffline(true);
    await goto(page, '/de-nghi/mau-van-ban');
    await page.getByRole('link', { name: /Báo cáo thành tích\s*Mẫu gốc của phần mềm/ }).click();
    await page.getByRole('link', { name: 'Sửa mẫu' }).click();
    const first = page.getByLabel('Mục (I, II)').first();
    await first.fill('Lý lịch của {ten}');
    await expect(page.getByText('Không có chỗ điền {ten}.', { exact: false }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Ban hành mẫu' })).toBeDisabled();
    await first.fill('Lý lịch đồng chí {person.name}');
    await expect(page.locator('.paper-sheet').getByText(/Lý lịch đồng chí [A-ZĐ]/)).toBeVisible();
    await first.blur();
    await saved(page);
    await page.reload();
    await expect(page.getByLabel('Mục (I, II)').first()).toHaveValue('Lý lịch đồng chí {person.name}');
    await shot(page, 'template-editor');
    await page.getByRole('button', { name: 'Ban hành mẫu' }).click();
    await expect(page.getByText(/bản 1, chờ gửi/)).toBeVisible();
    await shot(page, 'template-one');
    await officer.context.setOffline(false);
    await sent(officer);

    // Another device makes the paper without a network.
    await goto(head.page, '/de-nghi/mau-van-ban');
    await expect(head.page.getByText(/Mẫu của .* bản 1/)).toBeVisible({ timeout: 20_000 });
    await head.context.setOffline(true);
    await goto(head.page, '/de-nghi/n001');
    const coming = head.page.waitForEvent('download');
    await head.page.getByRole('button', { name: 'Báo cáo thành tích' }).click();
    const file = join(folder, 'paper.docx');
    await (await coming).saveAs(file);
    await expect(head.page.getByText(/Theo mẫu của .*, bản 1\./)).toBeVisible();
    const xml = unzip(readFileSync(file)).get('word/document.xml')!;
    expect(xml).toMatch(/LÝ LỊCH ĐỒNG CHÍ NGUYỄN THỊ HẠNH/i);
    for (const device of [officer, head]) expect(device.errors).toEqual([]);
  } finally {
    await officer.end();
    await head.end();
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
