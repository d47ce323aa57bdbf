// Check-ins in a hall without a network: phones and an organiser's tablet, brought together afterwards.
import { expect, test, type Page } from '@playwright/test';
import { film, see } from '../harness/camera.ts';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { session } from '../harness/session.ts';
import { goto, saved } from '../harness/write.ts';

const PHONE = { width: 390, height: 844 };

/** Fills a field with a moment, so many minutes from now, as people of Viet Nam write it. */
async function moment(page: Page, label: string, minutes: number): Promise<void> {
  const [day, time] = new Date(Date.now() + minutes * 60_000 + 7 * 3_600_000).toISOString().split('T');
  const field = page.getByLabel(`${label}, ngày`, { exact: true });
  await field.fill(day.split('-').reverse().join('/'));
  await page.locator('.moment', { has: field }).getByLabel('Giờ').fill(time.slice(0, 5).replace(':', 'h'));
}

async function planEvent(page: Page, title: string): Promise<string> {
  await goto(page, '/su-kien/moi');
  await page.getByLabel('Tên sự kiện').fill(title);
  await page.getByLabel('Địa điểm').fill('Hội trường tầng 2');
  await moment(page, 'Bắt đầu điểm danh', -60);
  await moment(page, 'Kết thúc điểm danh', 180);
  await page.getByRole('checkbox', { name: /khu vực 3/ }).check();
  await saved(page);
  await page.getByRole('button', { name: 'Tạo sự kiện' }).click();
  await expect(page).toHaveURL(/\/su-kien$/);
  await page.getByText(title).first().click();
  await page.getByRole('link', { name: 'Mở điểm danh' }).click();
  await expect(page.getByRole('link', { name: 'Chiếu mã hội trường' })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** The picture of the code on the screen. */
const shown = async (page: Page) => page.locator('svg.qr').screenshot({ type: 'png' });

const row = (page: Page, name: string) => page.locator('.attendances li', { hasText: name });

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
    await phone.page.getByRole('link', { name: 'Mã của tôi' }).click();
    await expect(phone.page.locator('svg.qr')).toBeVisible();
    await expect.poll(() => phone.outbox(), { timeout: 15_000 }).toBe(0);
    await phone.page.waitForTimeout(1_000);
    await server.down();

    // A person scans what the hall shows.
    const page = await see(phone, await film(desk.page, await shown(desk.page)));
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
    await expect(other.page.getByRole('alert').getByText('Đã điểm danh', { exact: true })).toBeVisible();

    // The organiser names one, writes down a guest, and scans a pass.
    await goto(page, '/diem-danh/ma-cua-toi');
    const deskPage = await see(desk, await film(page, await shown(page)));
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
