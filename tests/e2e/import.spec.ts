// The history of awards enters from a spreadsheet: every row is reported, and all of them are taken or none, without a network.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { savedByLibreOffice, xlsx, type Cell } from '../harness/book.ts';
import { Device } from '../harness/device.ts';
import { held } from '../harness/held.ts';
import { Server } from '../harness/server.ts';
import { session } from '../harness/session.ts';
import { SOFFICE } from '../harness/table.ts';
import { goto, saved } from '../harness/write.ts';

const SCREEN = '/de-nghi/nhap-lich-su';
const TITLES: Cell[][] = [['THI HÀNH ÁN DÂN SỰ TỈNH NGHỆ AN'], ['DANH SÁCH KHEN THƯỞNG CÁC NĂM'], []];
const HEAD: Cell[] = ['STT', 'Ngày ký', 'Số QĐ', 'Năm', 'Danh hiệu, hình thức khen thưởng', 'Họ và tên / Tập thể', 'Đơn vị', 'Ghi chú'];

const row = (number: number, who: string, award: string, year: Cell, decision: Cell, day: Cell, unit = ''): Cell[] =>
  [number, day, decision, year, award, who, unit, null];

const GOOD: Cell[][] = [
  row(1, 'Trần Thị Mỹ Dung', 'LĐTT', 2022, '101/QĐ-THADS', { day: '2022-12-20' }),
  row(2, 'Phạm Văn Hoà', 'Giấy khen', { formula: '2018' }, '55/QĐ-THADS', '15/12/2018', 'Phòng THADS khu vực 3'),
];

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer });
}

const line = (page: Page, number: number) =>
  page.getByRole('list', { name: 'Các dòng của tệp' }).getByRole('listitem').filter({ has: page.getByText(`Dòng ${number}`, { exact: true }) });

test('a bad spreadsheet is reported row by row and nothing is taken; the corrected one is taken whole, offline', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 820, height: 1180 });
  const page = device.page;
  try {
    await device.signIn(server, 'nhung');
    await device.offlineReady();
    await device.context.setOffline(true);

    await goto(page, '/de-nghi/dieu-kien');
    await page.getByRole('link', { name: 'Nhập lịch sử khen thưởng từ tệp' }).click();
    const faulty: [Cell[], string][] = [
      [row(3, 'Trần Văn Không', 'LĐTT', 2022, '1', { day: '2022-12-20' }), 'Không có ai tên hoặc mã “Trần Văn Không”'],
      [row(4, 'Nguyễn Thị Hương', 'LĐTT', 2022, '1', { day: '2022-12-20' }), 'Có nhiều người tên “Nguyễn Thị Hương”'],
      [row(5, 'THADS tỉnh Lào Cai', 'TTLĐTT', 2022, '1', { day: '2022-12-20' }), 'thuộc THADS tỉnh Lào Cai, ngoài đơn vị đồng chí được ghi nhận'],
      [row(6, 'Lê Văn Đức', 'LĐTT', 2022, '1', '31/02/2022'), 'không có ngày 31/02/2022'],
      [row(7, 'Lê Văn Đức', 'BK', 2022, '1', { day: '2022-12-20' }), '“BK” có thể là nhiều danh hiệu, hình thức: Bằng khen của Bộ trưởng'],
      [row(8, 'Lê Văn Đức', 'LĐTT', 2022, { formula: '', error: '#N/A' }, { day: '2022-12-20' }), 'đang báo #N/A'],
      [row(9, 'Nguyễn Cảnh Toàn', 'LĐTT', 2019, '7/QĐ', { day: '2019-12-20' }), 'Năm 2019 đã ghi nhận danh hiệu này theo quyết định khác: 112/QĐ-CTHADS, 18/12/2019'],
      [row(10, 'Hồ Sỹ An', 'LĐTT', 2022, '1', { day: '2022-12-20' }), 'thấp hơn mức quy định'],
    ];
    const known = row(11, 'Nguyễn Cảnh Toàn', 'LĐTT', 2019, '112/QĐ-CTHADS', { day: '2019-12-18' });
    const bad = [...TITLES, HEAD, ...GOOD, ...faulty.map(([cells]) => cells), GOOD[0], known, [12]];
    await choose(page, 'lich-su.xlsx', xlsx(bad));
    await expect(page.getByText('13 dòng: 2 dòng mới, 2 dòng đã có hoặc trùng, 8 dòng có lỗi, 1 dòng bỏ qua.')).toBeVisible();
    await expect(page.getByText('Không đọc các cột: Ghi chú.')).toBeVisible();
    await expect(page.getByText('Không đọc 1 trang tính bị ẩn.')).toBeVisible();
    for (const [at, [, words]] of faulty.entries()) await expect(line(page, at + 7)).toContainText(words);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/faulty.png`, fullPage: true });
    await expect(line(page, 5)).toHaveCount(0);
    await page.getByRole('button', { name: /^Tất cả/ }).click();
    await expect(line(page, 5)).toContainText('Trần Thị Mỹ Dung');
    await expect(line(page, 5)).toContainText('Lao động tiên tiến · Năm 2022 · 101/QĐ-THADS ngày 20/12/2022');
    await expect(line(page, 15)).toContainText('Trùng dòng 5');
    await expect(line(page, 16)).toContainText('Đã có');
    await expect(line(page, 17)).toContainText('Bỏ qua');
    await expect(page.getByRole('button', { name: /^Ghi \d/ })).toHaveCount(0);
    expect(await device.outbox()).toBe(0);

    await choose(page, 'lich-su.xlsx', xlsx([...TITLES, HEAD, ...GOOD, known], { merged: ['A1:H1', 'A2:H2'] }));
    await expect(page.getByText('Không có lỗi: sẽ ghi 2 mục mới')).toBeVisible();
    await page.getByRole('button', { name: 'Ghi 2 mục' }).click();
    await expect(page.getByText('Đã ghi 2 mục trên máy này')).toBeVisible();
    await expect(line(page, 5)).toContainText('Đã có');
    expect(await device.outbox()).toBe(1);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/taken.png`, fullPage: true });

    // The browser ends; what was taken is there, and counts already.
    await device.quit();
    await device.start();
    const again = device.page;
    await device.context.setOffline(true);
    await again.goto(`${server.url}/de-nghi/dieu-kien/p.dung-ttm`);
    await expect(again.getByText('Năm 2022 · 101/QĐ-THADS ngày 20/12/2022')).toBeVisible();
    await expect(again.getByText('Chờ gửi').first()).toBeVisible();
    await device.context.setOffline(false);
    await expect.poll(() => device.outbox(again), { timeout: 20_000 }).toBe(0);
    const { rows } = await session(server.url, 'nhung', await server.password());
    const stored = (await rows('fact')).filter(({ b }) => b.source === 'Tệp lich-su.xlsx').map(({ b }) => b.fact);
    expect(stored).toHaveLength(2);
    expect(stored).toContainEqual({ fact: 'title', subject: { person: 'dung-ttm' }, award: 'ldtt', year: 2022, period: null, ground: 'cong_trang', decision: '101/QĐ-THADS', day: '2022-12-20', revoked: null });
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('CSV, dropped files, the template and what is no table', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 390, height: 844 });
  const page = device.page;
  try {
    await device.signIn(server, 'toan');
    await device.offlineReady();
    await device.context.setOffline(true);
    await goto(page, SCREEN);

    // Semicolons in UTF-16, as a spreadsheet saves "Unicode text"; headings without marks; dropped on the page.
    const csv = 'So QD;NGAY KY;nam;danh hieu;ho ten;tap the\r\n9/QĐ;44915;2022;Tập thể lao động tiên tiến;;na-kv3\r\n10/QĐ;1/12/2019;2019;CSTĐ cơ sở;hang-ptt;\r\n';
    const wide = Buffer.from(`\ufeff${csv}`, 'utf16le');
    await page.evaluate((bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'bang.csv'));
      document.querySelector('.drop-zone')!.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, [...wide]);
    await expect(page.getByText('Không có lỗi: sẽ ghi 2 mục mới')).toBeVisible();
    await page.getByRole('button', { name: 'Ghi 2 mục' }).click();
    await expect(page.getByText('Đã ghi 2 mục trên máy này')).toBeVisible();
    expect(await device.outbox()).toBe(1);

    // The template is read back: its headings are known, its examples are nobody's.
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải .xlsx' }).click();
    const template = readFileSync(await (await coming).path());
    await choose(page, 'mau.xlsx', template);
    await expect(page.getByText('2 dòng: 0 dòng mới, 0 dòng đã có hoặc trùng, 2 dòng có lỗi, 0 dòng bỏ qua.')).toBeVisible();
    await expect(line(page, 2)).toContainText('Không có ai tên hoặc mã “Nguyễn Văn A');
    await expect(line(page, 3)).toContainText('Không có tập thể “Phòng THADS khu vực 1');
    await expect(page.getByText('Không đọc các cột')).toHaveCount(0);

    for (const [name, bytes, words] of [
      ['anh.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'Không đọc được chữ trong tệp'],
      ['cu.xls', Buffer.from('d0cf11e0a1b11ae1' + '00'.repeat(64), 'hex'), 'Tệp .xls kiểu cũ'],
      ['hong.xlsx', template.subarray(0, template.length / 2), 'Tệp hỏng hoặc không phải bảng tính .xlsx'],
      ['rong.csv', Buffer.alloc(0), 'Tệp không có nội dung'],
      ['lon.csv', Buffer.alloc(5_000_001, 0x61), 'Tệp quá lớn'],
      ['la.csv', Buffer.from('a;b\n1;2\n'), 'Không thấy dòng tiêu đề cột'],
    ] as [string, Buffer, string][]) {
      await choose(page, name, bytes);
      await expect(page.getByText(words).first()).toBeVisible();
      await expect(page.getByRole('button', { name: /^Ghi \d/ })).toHaveCount(0);
    }
    if (SOFFICE) {
      await choose(page, 'libre.xlsx', savedByLibreOffice('Họ tên,Danh hiệu,Năm,Số QĐ,Ngày\nTrần Thị Mỹ Dung,LĐTT,2012,5/QĐ,2012-12-20\n'));
      await expect(page.getByText('Không có lỗi: sẽ ghi 1 mục mới')).toBeVisible();
    }
    await device.context.setOffline(false);
    await expect.poll(() => device.outbox(), { timeout: 20_000 }).toBe(0);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('what is being verified of somebody comes to them and to who leads, and to no colleague', async () => {
  const server = await Server.start();
  const finding = 'Không trong thời gian đang bị xem xét kỷ luật';
  try {
    for (const [login, width, holds] of [['toan', 1280, true], ['hoa', 390, true], ['hanh', 820, false]] as const) {
      const device = await Device.open({ width, height: 900 });
      const page = device.page;
      await device.signIn(server, login);
      await device.offlineReady();
      await goto(page, '/de-nghi/dieu-kien/p.hoa-pv');
      const one = page.locator('.finding', { hasText: finding }).first();
      const colleague = page.getByText('Chỉ người được đề nghị và người phụ trách đơn vị xem được nội dung này').first();
      if (holds) {
        await expect(one).toContainText('don-2022-11');
        await expect(colleague).toHaveCount(0);
      } else {
        await page.locator('details:has(.finding)').first().evaluate((at) => at.setAttribute('open', ''));
        await expect(colleague).toBeVisible();
        await expect(page.getByText('don-2022-11')).toHaveCount(0);
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/colleague.png`, fullPage: true });
        // Of themselves they are told.
        await goto(page, '/de-nghi/dieu-kien/p.hanh-nt');
        await expect(page.locator('.finding.good', { hasText: finding }).first()).toHaveCount(1);
        await expect(colleague).toHaveCount(0);
      }
      await goto(page, '/hoat-dong');
      expect(await held(page, ['don-2022-11'])).toEqual(holds ? ['don-2022-11'] : []);
      expect(device.errors).toEqual([]);
      await device.end();
    }
  } finally {
    await server.end();
  }
});

test('a matter is settled, a service is entered and ends, an initiative is used, all offline', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  const item = (words: string | RegExp) => page.getByRole('listitem').filter({ hasText: words }).and(page.locator('.known'));
  const dialog = page.getByRole('dialog');
  const enter = async (kind: string) => {
    await page.getByLabel('Nội dung ghi nhận').selectOption({ label: kind });
  };
  try {
    await device.signIn(server, 'toan');
    await device.offlineReady();
    await device.context.setOffline(true);
    await goto(page, '/de-nghi/dieu-kien/p.hoa-pv');
    const open = page.locator('.finding.bad', { hasText: 'don-2022-11' }).first();
    await expect(open).toHaveCount(1);
    await item('Vụ việc don-2022-11').getByRole('button', { name: 'Đã giải quyết' }).click();
    await dialog.getByLabel('Ngày kết luận', { exact: true }).fill('1/8/2022');
    await dialog.getByRole('button', { name: 'Đã giải quyết' }).click();
    await expect(dialog.getByText('Ngày cuối đứng trước ngày đầu')).toBeVisible();
    await dialog.getByLabel('Ngày kết luận', { exact: true }).fill('15/10/2022');
    await dialog.getByLabel('Văn bản, ghi chú').fill('Kết luận 12/KL-THADS');
    await dialog.getByRole('button', { name: 'Đã giải quyết' }).click();
    await expect(item('đã kết luận ngày 15/10/2022')).toContainText('Chờ gửi');
    await expect(open).toHaveCount(0);

    await enter('Thời gian giữ chức vụ');
    await page.getByLabel('Chức vụ, công tác').selectOption({ label: 'Công tác trong ngành (mọi vị trí)' });
    await page.getByLabel('Từ ngày', { exact: true }).fill('1/3/2010');
    await page.getByRole('button', { name: 'Ghi nhận', exact: true }).click();
    await expect(item('Công tác trong ngành')).toContainText('Từ 01/3/2010');
    await enter('Thành viên của tập thể');
    await page.getByLabel('Tập thể', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('Từ ngày', { exact: true }).fill('1/3/2010');
    await page.getByLabel('Đến ngày', { exact: true }).fill('31/12/2017');
    await page.getByRole('button', { name: 'Ghi nhận', exact: true }).click();
    await expect(item(/Thành viên của .*Từ 01\/3\/2010 đến 31\/12\/2017/)).toBeVisible();

    await goto(page, '/de-nghi/dieu-kien/p.toan-nc');
    await item('Sáng kiến, đề tài sk-2021-03').getByRole('button', { name: 'Ghi đã dùng' }).click();
    await dialog.getByLabel('Danh hiệu', { exact: false }).selectOption({ label: 'Chiến sĩ thi đua cơ sở' });
    await dialog.getByLabel('Năm', { exact: true }).fill('2022');
    await dialog.getByLabel('Ngày quyết định khen thưởng', { exact: true }).fill('20/12/2022');
    await dialog.getByRole('button', { name: 'Ghi đã dùng' }).click();
    await expect(item('đã dùng cho Chiến sĩ thi đua cơ sở (2021), Chiến sĩ thi đua cơ sở (2022)')).toBeVisible();

    await device.context.setOffline(false);
    await expect.poll(() => device.outbox(), { timeout: 20_000 }).toBe(0);
    await goto(page, '/de-nghi/dieu-kien/p.hoa-pv');
    await expect(item('đã kết luận ngày 15/10/2022')).toContainText('Kết luận 12/KL-THADS');
    await expect(item('Từ 30/8/2022, đang xác minh')).toContainText('Đã cập nhật');
    await item('Công tác trong ngành').getByRole('button', { name: 'Kết thúc' }).click();
    await dialog.getByLabel('Đến ngày', { exact: true }).fill('31/12/2025');
    await dialog.getByRole('button', { name: 'Kết thúc' }).click();
    await expect(item('Từ 01/3/2010 đến 31/12/2025')).toBeVisible();
    await expect.poll(() => device.outbox(), { timeout: 20_000 }).toBe(0);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/facts.png`, fullPage: true });

    // What is half entered is a draft as any other: it outlives the window, and is found again.
    const number = page.getByLabel('Số quyết định', { exact: true });
    await enter('Kỷ luật');
    await page.getByLabel('Ngày', { exact: true }).fill('3/2/2020');
    await number.fill('17/QĐ-KL');
    await saved(page);
    await page.reload();
    await goto(page, '/dong-bo');
    await page.getByRole('link', { name: /Ghi thêm lịch sử khen thưởng: / }).click();
    await expect(number).toHaveValue('17/QĐ-KL');
    await expect(page.getByLabel('Ngày', { exact: true })).toHaveValue('03/02/2020');
    await page.getByRole('button', { name: 'Xóa nội dung đang ghi' }).click();
    await expect(page.getByLabel('Nội dung ghi nhận')).toHaveValue('rated');
    await goto(page, '/dong-bo');
    await expect(page.getByRole('link', { name: /Ghi thêm lịch sử khen thưởng: / })).toHaveCount(0);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('an award that is entered by hand names its ground, and is decided in no year before the one it honours', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  try {
    await device.signIn(server, 'toan');
    await goto(page, '/de-nghi/dieu-kien/p.hanh-nt');
    await page.getByLabel('Nội dung ghi nhận').selectOption({ label: 'Danh hiệu, hình thức khen thưởng' });
    await page.getByLabel('Danh hiệu, hình thức khen thưởng', { exact: true }).selectOption({ label: 'Giấy khen' });
    await page.getByLabel('Loại hình khen thưởng').selectOption({ label: 'Đột xuất' });
    await page.getByLabel('Năm', { exact: true }).fill('2025');
    await page.getByLabel('Ngày', { exact: true }).fill('20/12/2024');
    await page.getByLabel('Số quyết định').fill('77/QĐ');
    await page.getByRole('button', { name: 'Ghi nhận', exact: true }).click();
    await expect(page.getByText('Ngày quyết định ở trước năm xét')).toBeVisible();
    await page.getByLabel('Ngày', { exact: true }).fill('20/12/2025');
    await page.getByRole('button', { name: 'Ghi nhận', exact: true }).click();
    await expect(page.locator('.known', { hasText: '77/QĐ' })).toContainText('Đột xuất · Năm 2025');
    // What an ad-hoc award asks of its judges can be answered here, too.
    await page.getByLabel('Nội dung ghi nhận').selectOption({ label: 'Đánh giá của đơn vị' });
    await expect(page.getByLabel('Tiêu chuẩn').locator('option', { hasText: 'Có thành tích đột xuất' }).first()).toBeAttached();
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});
