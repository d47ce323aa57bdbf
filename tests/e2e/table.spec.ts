// The list as a file for a spreadsheet: every figure and every word comes out as it went in, without a network.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { handIn, type Fields } from '../harness/seed.ts';
import { Server } from '../harness/server.ts';
import { byLibreOffice, parseCsv, readXlsx, SOFFICE } from '../harness/table.ts';
import { goto } from '../harness/write.ts';

const PLACE = 'xã Bảng Tính';
const base = { kind: 'charity', date: '2022-05-07', place: PLACE };

/** What spreadsheets are known to spoil. */
const TITLES = [
  '=1+1', '+84 912 345 678', '@x', '-5', '007', '0912345678', '12345678901234567890', '1e5', '1/2', '24/5/2022', 'TRUE', "'quoted",
  'Thăm, tặng quà “Mẹ Việt Nam anh hùng”; 100%', '<b>&amp;</b> "A" & \'B\'', '_x0041_ nguyên chữ', 'Ảnh 😀 ký hiệu', '=HYPERLINK("http://x","y")',
];

const RECORDS: Fields[] = [
  ...TITLES.map((title) => ({ ...base, title })),
  { ...base, title: 'Dòng dài', text: `Hai hộ;\n\tdòng hai, "ba"\n${'Nội dung. '.repeat(1_500)}`.trim() },
  { ...base, title: 'Chỉ có tháng', date: '2022-04' },
  { ...base, title: 'Năm xưa', date: '1890-05-19' },
  { ...base, title: 'Tiền', results: [{ indicator: 't2b', num: 4_850_000_000 }, { indicator: 't2a', num: 3 }] },
  { ...base, title: 'Số không', results: [{ indicator: 't2b', num: 0 }] },
  { ...base, title: 'Mười lăm chữ số', results: [{ indicator: 't2b', num: 999_999_999_999_999 }] },
  // Ten parts are one sum: 2^53 + 1, which no floating number holds.
  { ...base, title: 'Quá dài', results: [7_199_254_740_993, ...Array(9).fill(1e15)].map((num) => ({ indicator: 't2b', num })) },
];

async function download(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  // By the keyboard: the end of the list may still move under a mouse, between its going down and up.
  await page.getByRole('button', { name: button, exact: true }).press('Enter');
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** What the CSV adds so that a spreadsheet does not calculate. */
const plain = (cell: string) => cell.replace(/^'(?=\s*[=+\-@])/, '');
const padded = (day: string) => day.replace(/\b\d\b/g, '0$&');

test('a narrowed list goes out as .xlsx without a network, and two readers find in it what the CSV says', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  try {
    await handIn(server, 'hanh', RECORDS);
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    await server.down();
    await goto(page, '/hoat-dong');
    await page.getByLabel('Tìm hoạt động').fill('bang tinh');
    await expect(page.getByRole('heading', { level: 2, name: `Tháng 5/2022 · ${RECORDS.length - 2} hoạt động` })).toBeVisible();
    const csv = await download(page, 'Tải CSV');
    const xlsx = await download(page, 'Tải .xlsx');
    expect(xlsx.name).toBe(csv.name.replace(/csv$/, 'xlsx'));
    await expect(page.getByText(`Đã tải tệp ${xlsx.name}: ${RECORDS.length} hoạt động.`)).toBeVisible();

    const wanted = parseCsv(csv.bytes.toString('utf8'));
    const [heads] = wanted;
    expect(wanted).toHaveLength(RECORDS.length + 1);
    expect(wanted.slice(1).map((row) => plain(row[1])).sort()).toEqual(RECORDS.map((fields) => fields.title).sort());
    const column = (name: RegExp) => heads.findIndex((head) => name.test(head));
    const [money, cases, dates] = [column(/^Số tiền thi hành xong/), column(/^Số việc thi hành xong/), column(/^Ngày$/)];

    const sheet = readXlsx(xlsx.bytes);
    expect([sheet.name, sheet.formulas, sheet.frozenRows]).toEqual(['Hoạt động', 0, 1]);
    expect(sheet.filter).toMatch(new RegExp(`^A1:[A-Z]+${RECORDS.length + 1}$`));
    expect(sheet.rows[0].map((cell) => cell?.bold)).toEqual(heads.map(() => true));
    const kind = (row: string[], at: number) => {
      if (at === dates) return /^\d+\/\d+\/(19|20)\d\d$/.test(row[at]) ? 'day' : 'text';
      return (at === money || at === cases) && row[at].length <= 15 ? 'number' : 'text';
    };
    for (const [at, row] of wanted.entries()) {
      for (const [column, words] of row.entries()) {
        const cell = sheet.rows[at][column];
        const where = `${heads[column]} of ${row[1]}`;
        if (words === '') expect(cell, where).toBeUndefined();
        else if (at === 0) expect(cell?.words, where).toBe(words);
        else {
          expect(cell?.kind, where).toBe(kind(row, column));
          expect(cell?.words, where).toBe(cell?.kind === 'day' ? padded(words) : plain(words));
        }
      }
    }
    const byTitle = (title: string) => wanted.find((row) => row[1] === title) ?? [];
    expect([byTitle('Tiền')[money], byTitle('Tiền')[cases], byTitle('Số không')[money]]).toEqual(['4850000000', '3', '0']);
    expect([byTitle('Mười lăm chữ số')[money], byTitle('Quá dài')[money]]).toEqual(['999999999999999', '9007199254740993']);

    test.skip(!SOFFICE, 'SOFFICE names no LibreOffice');
    const shown = byLibreOffice(xlsx.bytes);
    expect(shown).toHaveLength(wanted.length);
    for (const [at, row] of wanted.entries()) {
      const expected = row.map((words, column) => {
        const kept = sheet.rows[at][column]?.kind;
        if (kept === 'number') return Number(words).toLocaleString('en-US');
        return kept === 'day' ? padded(words) : plain(words);
      });
      expect(shown[at]).toEqual(expected);
    }
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('a writer that cannot be loaded is told in words, and comes with the next press', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    await goto(page, '/hoat-dong');
    // The browser has cleared what it held of this one file.
    await (await device.cdp()).send('Network.clearBrowserCache');
    const cleared = await page.evaluate(async () => {
      let count = 0;
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) if (/screens-table-/.test(request.url)) count += Number(await cache.delete(request));
      }
      return count;
    });
    expect(cleared).toBeGreaterThan(0);
    await server.down();
    await page.getByRole('button', { name: 'Tải .xlsx' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Chưa tải được phần tạo tệp .xlsx' })).toBeVisible();
    await server.up();
    const file = await download(page, 'Tải .xlsx');
    expect(readXlsx(file.bytes).rows.length).toBeGreaterThan(1);
    await expect(page.getByText('Chưa tải được phần tạo tệp .xlsx')).toHaveCount(0);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});
