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
    await page.getByLabel('Tìm hoạt động').fill('nghi phu');
    await expect(page.getByText('Cưỡng chế giao tài sản')).toHaveCount(0);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải danh sách (CSV)' }).click();
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
