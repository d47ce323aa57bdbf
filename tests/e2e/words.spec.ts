// Words outside of drafts: why something goes back, what a meeting found, a comment. They are there again after a reload, and are
// put away once they are sent, without a network too.
import { expect, test, type Page } from '@playwright/test';
import { convene, SESSION } from '../harness/council.ts';
import { Device } from '../harness/device.ts';
import { ask } from '../harness/seed.ts';
import { Server } from '../harness/server.ts';
import { goto } from '../harness/write.ts';

/** The keys of what is kept of words that were not sent, whoever wrote them. */
const kept = (page: Page): Promise<string[]> => page.evaluate(() => {
  const all = Object.entries(localStorage).filter(([key]) => key.startsWith('thidua.council-words.'));
  return all.flatMap(([, words]) => Object.keys(JSON.parse(words)));
});

/** Writes, leaves the page by a reload, and finds the words where they were written. */
async function writeTwice(page: Page, begin: () => Promise<void>, texts: Record<string, string>): Promise<void> {
  await begin();
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label).fill(text);
  await page.reload();
  await begin();
  for (const [label, text] of Object.entries(texts)) await expect(page.getByLabel(label)).toHaveValue(text);
}

test('a reason, a finding and a comment outlive a reload and are put away once they are sent', async () => {
  test.setTimeout(240_000);
  const server = await Server.start();
  const devices: Device[] = [];
  const device = async (login: string, at: string): Promise<Device> => {
    const opened = await Device.open();
    devices.push(opened);
    await opened.signIn(server, login);
    await opened.offlineReady();
    await goto(opened.page, at);
    await opened.context.setOffline(true);
    return opened;
  };
  try {
    await test.step('a head returns an activity', async () => {
      const { page } = await device('toan', '/cho-duyet');
      const title = 'Tặng sách, vở cho học sinh nghèo vượt khó';
      const begin = () => page.getByRole('button', { name: `Trả lại: ${title}` }).click();
      await writeTwice(page, begin, { 'Lý do trả lại': 'Bổ sung danh sách nhận quà' });
      // The box is taken away while somebody writes in it.
      await page.getByLabel('Lý do trả lại').pressSequentially(' và ký nhận');
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText(title)).toHaveCount(0);
      expect(await kept(page)).toEqual([]);

      await goto(page, '/de-nghi/n001');
      const meeting = () => page.getByRole('button', { name: 'Kết quả bình xét' }).click();
      await writeTwice(page, meeting, { 'Số người đồng ý': '6', 'Số người có mặt': '7', 'Nhận xét': 'Tập thể đơn vị nhất trí đề nghị.' });
      await page.keyboard.press('Escape');
      expect((await kept(page)).length).toBe(3);
    });

    await test.step('a form is left by the browser while somebody writes in it', async () => {
      const { page } = await device('hanh', '/hoat-dong');
      await page.getByRole('button', { name: 'Ghi hoạt động' }).first().click();
      await page.getByLabel('Tên hoạt động').fill('Việc viết dở');
      await page.getByLabel('Ngày', { exact: true }).fill('24/5');
      await page.goBack();
      await expect(page.getByText('Việc viết dở').first()).toBeVisible();
    });

    await test.step('the standing body appraises a dossier', async () => {
      const { page } = await device('nam.vd', '/de-nghi/n001');
      const begin = () => page.getByRole('button', { name: 'Thẩm định' }).click();
      await begin();
      await page.getByRole('checkbox', { name: /^Báo cáo thành tích/ }).check();
      await page.keyboard.press('Escape');
      await writeTwice(page, begin, { 'Nhận xét': 'Hồ sơ đủ, số liệu khớp với báo cáo thống kê.' });
      await expect(page.getByRole('checkbox', { name: /^Báo cáo thành tích/ })).toBeChecked();
      await page.getByRole('button', { name: 'Ký thẩm định' }).click();
      await expect.poll(() => kept(page)).toEqual([]);
    });

    await test.step('anybody comments on a posting', async () => {
      await ask(server, 'nam.vd', [
        { kind: 'nomination.appraise@1', entity: 'n002', args: { rules: 'r3-152-2025', papers: {}, words: '' } },
        { kind: 'nomination.post@1', entity: 'n002', args: { days: 10 } },
      ]);
      const { page } = await device('loc', '/de-nghi/cong-khai');
      await writeTwice(page, async () => undefined, { 'Góp ý': 'Đề nghị nêu rõ số việc đã thi hành xong.' });
      await page.getByRole('button', { name: 'Gửi góp ý' }).click();
      await expect(page.getByLabel('Góp ý')).toHaveValue('');
      expect(await kept(page)).toEqual([]);
    });

    await test.step('a chair annuls a vote', async () => {
      await convene(server);
      const { page } = await device('truong', `/phien-hop/${SESSION}/n001`);
      const begin = () => page.getByRole('button', { name: 'Hủy lần biểu quyết này' }).click();
      const dialog = page.getByRole('dialog');
      await writeTwice(page, begin, { 'Lý do hủy': 'Mở nhầm hình thức biểu quyết' });
      await dialog.getByLabel('Lý do hủy').fill(' ');
      await dialog.getByRole('button', { name: 'Hủy lần biểu quyết này' }).click();
      await expect(dialog.getByText('Ghi lý do')).toBeVisible();
      await dialog.getByLabel('Lý do hủy').fill('Mở nhầm hình thức biểu quyết');
      await dialog.getByRole('button', { name: 'Hủy lần biểu quyết này' }).click();
      await expect(dialog).toHaveCount(0);
      await expect.poll(() => kept(page)).toEqual([]);
    });
    expect(devices.flatMap((one) => one.errors)).toEqual([]);
  } finally {
    await Promise.all([...devices, server].map((one) => one.end()));
  }
});
