// What comes out of a season: lists of money and names to the đồng, papers whose code opens the entry on a phone that never was here.
import { mkdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { publish, type Published } from '../harness/awards.ts';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { byLibreOffice, parseCsv, readXlsx, SOFFICE, unzip } from '../harness/table.ts';
import { goto } from '../harness/write.ts';

const SHOTS = process.env.SHOTS ?? '';

async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  for (const [width, height] of [[390, 844], [820, 1180], [1440, 900]] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function printed(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.pdf({ path: `${SHOTS}/${name}.pdf`, preferCSSPageSize: true, printBackground: true, format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '20mm', right: '15mm' } });
}

async function download(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

const words = (row: ({ words: string } | undefined)[], at: number) => row[at]?.words ?? '';

test.describe.configure({ mode: 'serial' });

let server: Server;
let published: Published;

test.beforeAll(async () => {
  server = await Server.start();
  published = await publish(server);
});

test.afterAll(async () => server.end());

test('the money of a decision goes out to the đồng, without a network', async () => {
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  try {
    await device.signIn(server, 'nam.vd');
    await device.offlineReady();
    await goto(page, `/phien-hop/${published.session}`);
    await device.context.setOffline(true);
    await page.getByRole('link', { name: 'Danh sách tiền thưởng' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Danh sách tiền thưởng' })).toBeVisible();
    // By hand: 1,0 × 2.530.000 = 2.530.000; 0,3 × 2.530.000 = 759.000, up to the next ten thousand 760.000; together 3.290.000.
    await expect(page.getByRole('row', { name: /Nguyễn Thị Hạnh.*1,0 2\.530\.000 2\.530\.000/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /Lê Văn Đức.*0,3 2\.530\.000 760\.000/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /Tổng cộng.*3\.290\.000/ })).toBeVisible();
    await expect(page.getByText('Bằng chữ: Ba triệu hai trăm chín mươi nghìn đồng.')).toBeVisible();
    await shot(page, 'money');
    await printed(page, 'money');

    const xlsx = await download(page, 'Tải .xlsx');
    expect(xlsx.name).toBe('Tiền thưởng QĐ 45-QĐ-THADS.xlsx');
    const sheet = readXlsx(xlsx.bytes);
    expect([sheet.name, sheet.frozenRows, sheet.formulas, sheet.filter]).toEqual(['Tiền thưởng', 3, 0, 'A3:I5']);
    const [title, of, heads, first, second, sum, spelt] = sheet.rows;
    expect([words(title, 0), words(of, 0)]).toEqual(['Danh sách tiền thưởng', 'Kèm theo Quyết định số 45/QĐ-THADS ngày 26/11/2026']);
    const amount = heads.findIndex((head) => head?.words === 'Số tiền (đồng)');
    expect([first, second, sum].map((row) => [row[amount]?.kind, words(row, amount)])).toEqual([['number', '2530000'], ['number', '760000'], ['number', '3290000']]);
    expect(words(spelt, 0)).toBe('Bằng chữ: Ba triệu hai trăm chín mươi nghìn đồng.');
    const csv = parseCsv((await download(page, 'Tải CSV')).bytes.toString('utf8'));
    expect(csv.map((row) => row[amount])).toEqual(['Số tiền (đồng)', '2530000', '760000', '3290000', undefined]);
    if (SOFFICE) {
      const shown = byLibreOffice(xlsx.bytes);
      expect(shown.slice(2, 6).map((row) => row[amount])).toEqual(['Số tiền (đồng)', '2,530,000', '760,000', '3,290,000']);
    }

    await goto(page, `/phien-hop/${published.session}/danh-sach`);
    const nominees = readXlsx((await download(page, 'Tải .xlsx')).bytes);
    expect(nominees.rows.slice(4).map((row) => [words(row, 1), words(row, 5)])).toEqual([['Nguyễn Thị Hạnh', '5 trên 7'], ['Lê Văn Đức', '5 trên 7']]);
    await shot(page, 'session-list');
    await printed(page, 'session-list');
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
  }
});

test('the code of a paper opens its entry on a phone that never was here, once somebody has signed in', async () => {
  const device = await Device.open({ width: 1280, height: 900 });
  const phone = await Device.open({ width: 390, height: 844 });
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    const page = device.page;
    await goto(page, '/de-nghi/bang-vang');
    await page.getByRole('link', { name: /Nguyễn Thị Hạnh/ }).click();
    await expect(page.getByText('45/QĐ-THADS')).toBeVisible();
    await shot(page, 'entry');
    await device.context.setOffline(true);
    const paper = unzip((await download(page, 'Giấy xác nhận khen thưởng')).bytes);
    const xml = paper.get('word/document.xml') ?? '';
    expect(xml).toContain('Nguyễn Thị Hạnh');
    expect([...paper.keys()]).toContain('word/media/code.png');
    const [, address] = /descr="Mã QR: [^"]*?(https?:[^"]+)"/.exec(xml) ?? [];
    expect(address).toBe(`${server.url}/de-nghi/bang-vang/${published.decision}.n001`);

    await phone.page.goto(address);
    await phone.page.getByLabel('Tên đăng nhập').fill('mai');
    await phone.page.getByLabel('Mật khẩu', { exact: true }).fill(await server.password());
    await phone.page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await expect(phone.page.getByRole('heading', { name: 'Nguyễn Thị Hạnh' })).toBeVisible({ timeout: 20_000 });
    await expect(phone.page.getByText('45/QĐ-THADS').first()).toBeVisible();
    expect(phone.page.url()).toBe(address);
    await phone.page.getByRole('link', { name: 'Toàn bộ quyết định' }).last().click();
    await expect(phone.page.getByRole('link', { name: /Lê Văn Đức/ })).toBeVisible();
    await shot(phone.page, 'decision');
    for (const one of [device, phone]) expect(one.errors).toEqual([]);
  } finally {
    await device.end();
    await phone.end();
  }
});

test('the gold board, eligibility and one’s own record are found, narrowed and taken out', async () => {
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  try {
    await device.signIn(server, 'toan');
    await device.offlineReady();
    await goto(page, '/de-nghi/bang-vang');
    await expect(page.getByText('2 lượt khen thưởng')).toBeVisible();
    await page.getByLabel('Tìm tên, danh hiệu, số quyết định').fill('le van duc');
    await expect(page.getByText('1 lượt khen thưởng')).toBeVisible();
    await shot(page, 'board');
    await page.getByRole('link', { name: 'Danh sách để in, tải về' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Sổ vàng khen thưởng' })).toBeVisible();
    const gold = readXlsx((await download(page, 'Tải .xlsx')).bytes);
    expect(gold.rows.slice(3).map((row) => [words(row, 1), words(row, 4), words(row, 5), row[6]?.kind])).toEqual([['Lê Văn Đức', '2022', '45/QĐ-THADS', 'day']]);
    await shot(page, 'gold');
    await printed(page, 'gold');
    await page.getByRole('link', { name: 'Quay lại' }).click();
    await page.getByLabel('Tìm tên, danh hiệu, số quyết định').fill('');
    await page.getByLabel('Danh hiệu, hình thức').selectOption({ label: 'Chiến sĩ thi đua cơ sở' });
    await expect(page.getByText('1 lượt khen thưởng')).toBeVisible();

    await goto(page, '/de-nghi/dieu-kien/in');
    await expect(page.getByRole('row', { name: /Nguyễn Thị Hạnh.*Đủ điều kiện/ }).first()).toBeVisible();
    const eligible = parseCsv((await download(page, 'Tải CSV')).bytes.toString('utf8'));
    const lacking = eligible.slice(1).filter((row) => row[4] !== 'Đủ điều kiện');
    expect(lacking.length).toBeGreaterThan(0);
    for (const row of lacking) expect(row[5], row.join('|')).not.toBe('');
    await shot(page, 'eligible');
    await printed(page, 'eligible');

    await goto(page, '/de-nghi/cua-toi');
    await expect(page.getByRole('heading', { level: 1, name: 'Thành tích của tôi' })).toBeVisible();
    await expect(page.getByText(/Lao động tiên tiến: \d năm liên tục/)).toBeVisible();
    const paper = unzip((await download(page, 'Bản tóm tắt thành tích')).bytes).get('word/document.xml') ?? '';
    expect(paper).toContain('112/QĐ-CTHADS');
    await shot(page, 'merits');
    await printed(page, 'merits');
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
  }
});
