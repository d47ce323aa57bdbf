// What makes writing activities down quicker, and taking them out.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { goto, saved, send, writeActivity } from '../harness/write.ts';

const KIND = 'Xã hội, nhân đạo, từ thiện';

test('an activity is copied, a likely double is named, the list goes out as a table, all without a network', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    await server.down();
    await writeActivity(page, {
      title: '=HYPERLINK("http://x","Thăm, tặng quà")', kind: KIND, date: '07/5/2022', place: 'xã Nghi Phú', text: 'Hai hộ; "khó khăn"\ndòng hai',
    });
    await send(page);
    await page.getByText('=HYPERLINK').first().click();
    await page.getByRole('button', { name: 'Chép thành hoạt động mới' }).click();
    await expect(page.getByLabel('Địa điểm')).toHaveValue('xã Nghi Phú');
    await expect(page.getByLabel('Ngày', { exact: true })).toHaveValue('');
    await expect(page.getByText('Có thể hoạt động này đã được ghi')).toHaveCount(0);
    await page.getByLabel('Ngày', { exact: true }).fill('07/5/2022');
    await expect(page.getByText('Có thể hoạt động này đã được ghi')).toBeVisible();
    await page.getByLabel('Ngày', { exact: true }).fill('08/5/2022');
    await expect(page.getByText('Có thể hoạt động này đã được ghi')).toHaveCount(0);
    await saved(page);

    await goto(page, '/hoat-dong');
    await page.getByLabel('Nhóm theo').selectOption({ label: 'Đợt thi đua' });
    await expect(page.getByRole('heading', { level: 2, name: /^Đợt thi đua cao điểm thứ nhất · \d+ hoạt động$/ })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: /^Không gắn · \d+ hoạt động$/ })).toBeVisible();
    await page.getByLabel('Nhóm theo').selectOption({ label: 'Tháng' });
    await expect(page.getByRole('heading', { level: 2, name: /^Tháng 5\/2022 · \d+ hoạt động$/ })).toBeVisible();
    await page.getByLabel('Tìm hoạt động').fill('nghi phu');
    await expect(page.getByText('Cưỡng chế giao tài sản')).toHaveCount(0);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải CSV' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^hoat-dong-\d{4}-\d\d-\d\d\.csv$/);
    const bytes = readFileSync(await download.path());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').split('\r\n');
    expect(lines[0]).toContain('Ngày,Tên hoạt động,Loại');
    expect(lines[1]).toContain('7/5/2022,"\'=HYPERLINK(""http://x"",""Thăm, tặng quà"")"');
    expect(lines[1]).toContain('"Hai hộ; ""khó khăn""\ndòng hai"');
    expect(lines.slice(2)).toEqual(['']);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('a position is asked for by a tap, told with its accuracy, and refused in words', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    const browser = await device.cdp();
    const allow = (setting: string) =>
      browser.send('Browser.setPermission', { permission: { name: 'geolocation' }, setting: setting as 'granted', origin: server.url });
    await allow('denied');
    await writeActivity(page, { title: 'Tại hiện trường', kind: KIND, date: '07/5/2022', place: 'xã Nghi Phú' });
    await page.getByRole('button', { name: 'Ghi vị trí hiện tại' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Trình duyệt không cho biết vị trí' })).toBeVisible();
    await allow('granted');
    await browser.send('Emulation.setGeolocationOverride', { latitude: 18.679612, longitude: 105.681345, accuracy: 11.2 });
    await page.getByRole('button', { name: 'Ghi vị trí hiện tại' }).click();
    await expect(page.getByText('Vị trí: 18.679612, 105.681345 (±12 m)')).toBeVisible();
    await saved(page);
    await page.reload();
    await expect(page.getByText('Vị trí: 18.679612, 105.681345 (±12 m)')).toBeVisible();
    await send(page);
    await expect.poll(() => device.outbox(), { timeout: 15_000 }).toBe(0);
    await page.getByText('Tại hiện trường').first().click();
    await expect(page.getByText('18.679612, 105.681345 (±12 m)')).toBeVisible();
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});
