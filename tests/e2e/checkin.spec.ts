// Check-ins in a hall without a network: phones and an organiser's tablet, brought together afterwards.
import { expect, test, type Page } from '@playwright/test';
import { film, see } from '../harness/camera.ts';
import { eventCode, hallSeed, pass, seedOf, windowOf } from '../harness/codes.ts';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { session } from '../harness/session.ts';
import { goto, planEvent, saved } from '../harness/write.ts';

const PHONE = { width: 390, height: 844 };

/** The picture of the code on the screen. */
const shown = async (page: Page) => page.locator('svg.qr').screenshot({ type: 'png' });

const row = (page: Page, name: string) => page.locator('.attendances li', { hasText: name });

/** How often rosters are named by what the device holds of the server. Rows are kept as bytes of JSON. */
const rosters = (page: Page) =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((came, lost) => {
      request.onsuccess = () => came(request.result);
      request.onerror = () => lost(request.error);
    });
    const db = await done(indexedDB.open(`thidua.${localStorage.getItem('thidua.person')}`));
    const all = await done(db.transaction('rows').objectStore('rows').getAll());
    db.close();
    const text = all.map((part) => (part instanceof Uint8Array ? new TextDecoder().decode(part) : JSON.stringify(part))).join('');
    return text.split('"roster"').length - 1;
  });

test('a hall without a network: scanned, typed, named and written down, and one list afterwards', async () => {
  test.setTimeout(300_000);
  const server = await Server.start();
  const [desk, phone, other] = [await Device.open(), await Device.open(PHONE), await Device.open(PHONE)];
  try {
    for (const [device, login] of [[desk, 'toan'], [phone, 'hanh'], [other, 'duc.lv']] as const) {
      await device.signIn(server, login);
      await device.offlineReady();
    }
    const at = await planEvent(desk.page, 'Phát động đợt thi đua');
    await goto(desk.page, `${at}/chieu-ma`);
    await expect(desk.page.locator('svg.qr')).toBeVisible();
    await expect.poll(() => desk.outbox(), { timeout: 15_000 }).toBe(0);
    // Phones hear of the event and its key, then the network goes.
    for (const device of [phone, other]) {
      await goto(device.page, '/diem-danh');
      await expect(device.page.getByText('Phát động đợt thi đua')).toBeVisible({ timeout: 20_000 });
    }
    // The desk hears of the pass, too: without it, it could not name whom it scans.
    const heard = await rosters(desk.page);
    await phone.page.getByRole('link', { name: 'Mã của tôi' }).click();
    await expect(phone.page.locator('svg.qr')).toBeVisible();
    await expect.poll(() => phone.outbox(), { timeout: 15_000 }).toBe(0);
    await expect.poll(() => rosters(desk.page)).not.toBe(heard);
    await server.down();

    // A person scans what the hall shows.
    const page = await see(phone, await film(desk.page, [await shown(desk.page)]));
    await page.goto(`${server.url}/diem-danh`);
    await page.getByRole('link', { name: 'Quét mã hội trường' }).click();
    await expect(page.getByRole('alert').getByText('Đã điểm danh', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('alert').getByText('Nguyễn Thị Hạnh')).toBeVisible();
    expect(await phone.outbox(page)).toBe(1);
    await page.getByRole('button', { name: 'Xong' }).click();
    await page.getByText('Phát động đợt thi đua').click();
    await expect(page.getByText('Đã ghi, chờ gửi')).toBeVisible();

    // Somebody without a camera types.
    const typed = (await desk.page.locator('.typed-code').textContent()) ?? '';
    await goto(other.page, '/diem-danh/quet');
    await other.page.getByLabel('Dãy 8 ký tự').fill(typed.toLowerCase().replace('-', ' '));
    await other.page.getByRole('button', { name: 'Điểm danh', exact: true }).click();
    // Only the server can compare it.
    await expect(other.page.getByRole('alert').getByText('Đã ghi, chờ đối chiếu')).toBeVisible();

    // The organiser names one, writes down a guest, and scans a pass.
    await goto(page, '/diem-danh/ma-cua-toi');
    const deskPage = await see(desk, await film(page, [await shown(page)]));
    await deskPage.goto(`${server.url}${at}/quet`);
    await expect(deskPage.getByRole('alert').getByText('Nguyễn Thị Hạnh')).toBeVisible({ timeout: 30_000 });
    await deskPage.getByLabel('Tìm người được mời').fill('an');
    await deskPage.getByRole('button', { name: /^Ghi có mặt: / }).first().click();
    await expect(deskPage.getByRole('alert').first()).toBeVisible();
    await deskPage.getByText('Khách ngoài danh sách').click();
    await deskPage.getByLabel('Họ và tên').fill('Trần Văn Khách');
    await deskPage.getByLabel('Cơ quan, đơn vị').fill('Ủy ban nhân dân xã');
    await deskPage.getByRole('button', { name: 'Ghi khách' }).click();
    await deskPage.goto(`${server.url}${at}`);
    await expect(row(deskPage, 'Trần Văn Khách')).toBeVisible();
    await expect(row(deskPage, 'Nguyễn Thị Hạnh')).toBeVisible();

    // Together again: the same on every device and on the server.
    await server.up();
    await goto(other.page, '/diem-danh');
    for (const one of [deskPage, page, other.page]) {
      await expect(one.getByRole('link', { name: /^Đã đồng bộ/ })).toBeVisible({ timeout: 40_000 });
    }
    await expect(row(deskPage, 'Nguyễn Thị Hạnh').getByText('Đã xác minh')).toBeVisible({ timeout: 20_000 });
    await expect(row(deskPage, 'Lê Văn Đức').getByText('Đã xác minh')).toBeVisible();
    await expect(row(deskPage, 'Nguyễn Thị Hạnh').getByText('Có 2 lượt quét.')).toBeVisible();
    await expect(deskPage.locator('.attendances li')).toHaveCount(4);
    await goto(page, at);
    await expect(page.getByText('Đã xác minh')).toBeVisible({ timeout: 20_000 });
    const head = await session(server.url, 'nhung', await server.password());
    const attended = await head.rows('attendance');
    expect(attended.length).toBe(4);
    const organiser = await session(server.url, 'toan', await server.password());
    expect([(await organiser.rows('roster')).length, (await head.rows('roster')).length]).toEqual([1, 0]);
    const stranger = await session(server.url, 'trang', await server.password());
    expect([(await stranger.rows('attendance')).length, (await stranger.rows('roster')).length, (await stranger.rows('event')).length]).toEqual([0, 0, 0]);

    // A correction needs a reason; closing takes the names of those invited off the organisers' devices.
    const guest = row(deskPage, 'Trần Văn Khách');
    await guest.getByText('Đính chính').click();
    await guest.getByRole('button', { name: 'Không tính: Trần Văn Khách' }).click();
    await expect(guest.getByText('Ghi lý do trước khi quyết định.')).toBeVisible();
    await guest.getByLabel('Lý do').fill('Đến nhầm hội trường');
    await guest.getByRole('button', { name: 'Không tính: Trần Văn Khách' }).click();
    await expect(row(deskPage, 'Trần Văn Khách').getByText('Không tính').first()).toBeVisible();
    await expect(deskPage.getByText('3 người đã điểm danh').first()).toBeVisible();
    await deskPage.getByRole('button', { name: 'Đóng điểm danh' }).click();
    await expect(deskPage.getByText('Đã đóng').first()).toBeVisible();
    await expect.poll(async () => (await organiser.rows('roster')).length, { timeout: 15_000 }).toBe(0);
    expect([...desk.errors, ...phone.errors, ...other.errors]).toEqual([]);
  } finally {
    for (const device of [desk, phone, other]) await device.end();
    await server.end();
  }
});

test('what is no code of the hall is refused in words, a photographed one is not verified, and each step has a key and a name', async () => {
  test.setTimeout(180_000);
  const server = await Server.start();
  const [desk, phone] = [await Device.open(), await Device.open(PHONE)];
  try {
    await desk.signIn(server, 'toan');
    await phone.signIn(server, 'hanh');
    for (const device of [desk, phone]) await device.offlineReady();
    const at = await planEvent(desk.page, 'Sinh hoạt chuyên đề');
    await goto(desk.page, `${at}/chieu-ma`);
    await expect(desk.page.locator('svg.qr')).toBeVisible();
    const event = at.split('/').pop()!;
    const seed = await hallSeed(desk.page, event);
    await expect.poll(() => desk.outbox(), { timeout: 15_000 }).toBe(0);
    const page = phone.page;
    await goto(page, '/diem-danh');
    await expect(page.getByText('Sinh hoạt chuyên đề')).toBeVisible({ timeout: 20_000 });
    await server.down();

    const good = eventCode(seed, event, windowOf(Date.now()));
    const forged = good.slice(0, 60) + (good[60] === 'A' ? 'B' : 'A') + good.slice(61);
    const refused = async (code: string, words: RegExp) => {
      await goto(page, `/DD/${code}`);
      await expect(page.getByRole('alert').getByText('Chưa điểm danh được')).toBeVisible();
      await expect(page.getByRole('alert').getByText(words)).toBeVisible();
    };
    await refused(forged, /không đúng chữ ký/);
    await refused(good.slice(0, 150), /thiếu phần cuối/);
    await refused('CHAOCACBAN', /không phải mã điểm danh/);
    await refused(pass(seedOf(1), windowOf(Date.now())), /Đây là mã cá nhân/);
    await goto(page, '/diem-danh/quet');
    await page.getByLabel('Dãy 8 ký tự').fill('abc');
    await page.getByLabel('Dãy 8 ký tự').press('Enter');
    await expect(page.getByRole('alert').getByText(/gồm 8 chữ và số/)).toBeVisible();
    expect(await phone.outbox()).toBe(0);

    // The clock of this phone, right until now, says that the photo is used ten minutes later.
    await page.clock.install({ time: Date.now() + 600_000 });
    await page.goto(`${server.url}/DD/${good}`);
    await expect(page.getByRole('alert').getByText('Đã ghi, chờ đối chiếu')).toBeVisible();
    await expect(page.getByRole('alert').getByText(/Mã được dùng sau khi đã hết hiệu lực/)).toBeVisible();
    expect(await phone.outbox()).toBe(1);
    // Opened again, the link checks nobody in.
    await page.reload();
    await expect(page).toHaveURL(/\/diem-danh$/);
    expect(await phone.outbox()).toBe(1);
    await server.up();
    await goto(desk.page, at);
    await expect(row(desk.page, 'Nguyễn Thị Hạnh').getByText('Cần xem lại')).toBeVisible({ timeout: 40_000 });
    await expect(row(desk.page, 'Nguyễn Thị Hạnh').getByText('Mã được dùng sau khi đã hết hiệu lực.')).toBeVisible();
    await expect(desk.page.getByText('0 người đã điểm danh').first()).toBeVisible();
    await goto(desk.page, '/');
    await expect(desk.page.getByText('Điểm danh cần xem lại (1)')).toBeVisible();
    await desk.page.getByText('1 lượt cần quyết định').click();
    const disputed = row(desk.page, 'Nguyễn Thị Hạnh');
    await disputed.getByLabel('Lý do').fill('Có mặt, người tổ chức xác nhận');
    await disputed.getByRole('button', { name: 'Có mặt: Nguyễn Thị Hạnh' }).press('Enter');
    await expect(desk.page.getByText('1 người đã điểm danh').first()).toBeVisible();
    expect([...desk.errors, ...phone.errors]).toEqual([]);
  } finally {
    await desk.end();
    await phone.end();
    await server.end();
  }
});

test('a desk that stands alone lets go by its number; the browser\'s own reader is used where it works', async () => {
  test.setTimeout(180_000);
  const server = await Server.start();
  const desk = await Device.open();
  try {
    await desk.signIn(server, 'toan');
    await desk.offlineReady();
    const at = await planEvent(desk.page, 'Bàn đón');
    const code = pass(seedOf(7), windowOf(Date.now()));
    await goto(desk.page, '/diem-danh/ma-cua-toi');
    const page = await see(desk, await film(desk.page, [await shown(desk.page)]));
    // A stand-in: this Chromium has no reader of its own. It knows one code, and breaks when it is told to.
    await page.addInitScript((code) => {
      const frames: string[] = [];
      Object.assign(window, {
        __frames: frames,
        BarcodeDetector: class {
          static getSupportedFormats = async () => ['qr_code'];
          detect = async () => {
            if (frames.length > 30) throw new Error('no service');
            return frames.length > 5 ? [{ rawValue: code }] : [];
          };
        },
      });
      addEventListener('thidua:frame', (event) => frames.push((event as CustomEvent).detail.reader));
    }, code);
    await page.goto(`${server.url}${at}/ban-don`);
    await page.getByLabel('4 chữ số').fill('12');
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    await expect(page.getByText('Cần đúng 4 chữ số.')).toBeVisible();
    await page.getByLabel('4 chữ số').fill('2580');
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    // A good code of somebody whom nobody knows is kept.
    await expect(page.getByRole('alert').getByText('Người chưa có trong danh sách trên máy')).toBeVisible({ timeout: 30_000 });
    // The browser's reader breaks, ours goes on: it sees the film.
    await expect.poll(() => page.evaluate(() => [...new Set((window as unknown as { __frames: string[] }).__frames)]), { timeout: 30_000 }).toEqual(['native', 'worker']);
    await expect(page.getByRole('alert').getByText('Nguyễn Cảnh Toàn')).toBeVisible({ timeout: 30_000 });
    const reached = page.getByRole('link', { name: 'Hôm nay' }).click({ timeout: 2_000 });
    expect(await reached.then(() => true, () => false), 'the rest of the app is out of reach').toBe(false);
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('button', { name: 'Rời chế độ tự phục vụ' }).click();
    await page.getByLabel('Nhập 4 chữ số đã đặt').fill('1111');
    await page.getByLabel('Nhập 4 chữ số đã đặt').press('Enter');
    await expect(page.getByText('Cần đúng 4 chữ số.')).toBeVisible();
    await page.getByLabel('Nhập 4 chữ số đã đặt').fill('2580');
    await page.getByLabel('Nhập 4 chữ số đã đặt').press('Enter');
    await expect(page).toHaveURL(new RegExp(`${at}$`));

    // What was attended is written down, and flagged when it no longer counts.
    await expect(page.getByText('Đã xác minh').or(page.getByText('Tự khai')).first()).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Ghi thành hoạt động' }).click();
    await expect(page.getByLabel('Tên hoạt động')).toHaveValue('Bàn đón');
    await expect(page.getByRole('checkbox', { name: /Bàn đón/ })).toBeChecked();
    await page.getByLabel('Loại', { exact: true }).selectOption({ index: 1 });
    await saved(page);
    await page.getByRole('button', { name: /^Gửi/ }).click();
    await expect(page).toHaveURL(/\/hoat-dong$/);
    const officer = await Device.open();
    try {
      await officer.signIn(server, 'nhung');
      await goto(officer.page, at);
      const own = row(officer.page, 'Nguyễn Cảnh Toàn');
      await own.getByText('Đính chính').click({ timeout: 20_000 });
      await own.getByLabel('Lý do').fill('Có mặt thay người khác');
      await own.getByRole('button', { name: 'Không tính: Nguyễn Cảnh Toàn' }).click();
      await goto(page, '/hoat-dong');
      await page.getByText('Bàn đón').first().click();
      await expect(page.getByText('Có lượt điểm danh không còn được tính')).toBeVisible({ timeout: 30_000 });
    } finally {
      await officer.end();
    }
    expect(desk.errors).toEqual([]);
  } finally {
    await desk.end();
    await server.end();
  }
});
