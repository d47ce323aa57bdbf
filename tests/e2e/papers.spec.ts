// Papers of a session are made on the device, without a network, and Word opens them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { unzip } from '../harness/table.ts';
import { goto } from '../harness/write.ts';

test('a report of achievements is made without a network, as a .docx that opens', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  const folder = mkdtempSync(join(tmpdir(), 'thidua-papers-'));
  try {
    await device.signIn(server, 'toan');
    await device.offlineReady();
    await device.context.setOffline(true);
    await goto(page, '/de-nghi/n001');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Báo cáo thành tích' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^bao-cao-thanh-tich.*\.docx$/);
    const file = join(folder, 'paper.docx');
    await download.saveAs(file);
    await expect(page.getByText(/Đã tạo bao-cao-thanh-tich/)).toBeVisible();
    await expect(page.getByText(/Để trống/)).toBeVisible();
    const bytes = readFileSync(file);
    const xml = unzip(bytes).get('word/document.xml');
    expect(xml).toContain('Nguyễn Thị Hạnh');
    expect(xml).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(unzip(bytes).get('word/styles.xml')).toContain('Times New Roman');
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
