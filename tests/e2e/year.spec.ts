// A unit's year: registration, activities, the report on a movement, an exemplar for all, an inspection. Three people on
// three devices, each without a network where they write.
import { expect, test, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Link } from '../harness/link.ts';
import { Server } from '../harness/server.ts';

/** Somebody's device with a line of its own to the server. */
async function signedIn(server: Server, login: string, size: { width: number; height: number }) {
  const [link, device] = [await Link.to(server.url), await Device.open(size)];
  const { page } = device;
  page.setDefaultTimeout(15_000);
  await page.goto(link.url);
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(await server.password());
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await device.offlineReady();
  const end = async () => {
    await device.end();
    await link.end();
  };
  return { link, device, page, end };
}

async function open(page: Page, path: string) {
  await page.goto(new URL(path, page.url()).href);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
}

const kept = (page: Page) => expect(page.getByText(/Đã lưu trên máy này \d/).first()).toBeVisible();
const synced = (page: Page) => expect(page.getByRole('link', { name: /^Đã đồng bộ/ })).toBeVisible({ timeout: 30_000 });

test('a year goes from registration to a published exemplar through three people', async () => {
  test.setTimeout(240_000);
  const server = await Server.start();
  const staff = await signedIn(server, 'hanh', { width: 820, height: 1180 });
  const head = await signedIn(server, 'toan', { width: 390, height: 844 });
  const officer = await signedIn(server, 'nhung', { width: 1440, height: 900 });
  try {
    // 1. Offline, she registers for the year and writes down an activity of a movement.
    staff.link.down();
    let page = staff.page;
    await open(page, '/dang-ky/moi');
    await page.getByLabel('Nội dung giao ước thi đua').fill('Hoàn thành 100% việc được giao; không có đơn thư đúng.');
    await page.getByRole('button', { name: 'Gửi đăng ký' }).click();
    await expect(page.getByText('Chọn ít nhất một danh hiệu.').first()).toBeVisible();
    await page.getByLabel('Tìm trong danh sách').fill('lao dong tien tien');
    await page.getByLabel('Lao động tiên tiến', { exact: false }).first().check();
    await kept(page);
    await page.getByRole('button', { name: 'Gửi đăng ký' }).click();
    await expect(page).toHaveURL(/\/dang-ky$/);
    await expect(page.getByText('Nguyễn Thị Hạnh').first()).toBeVisible();
    await open(page, '/hoat-dong/moi');
    await page.getByLabel('Tên hoạt động').fill('Vận động đương sự tự nguyện thi hành án');
    await page.getByLabel('Loại', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('Ngày', { exact: true }).fill('12/5/2022');
    const movement = await page.getByLabel('Phong trào', { exact: true }).evaluate((list: HTMLSelectElement) => list.options[1].label);
    await page.getByLabel('Phong trào', { exact: true }).selectOption({ label: movement });
    await kept(page);
    await page.getByRole('button', { name: /^Gửi/ }).click();
    await expect(page).toHaveURL(/\/hoat-dong$/);
    expect(await staff.device.outbox()).toBeGreaterThanOrEqual(2);
    staff.link.up();
    await synced(page);

    // 2. The head takes note of one and confirms the other, on a phone.
    page = head.page;
    await open(page, '/');
    await expect(page.getByText('Đăng ký, báo cáo chờ đồng chí (1)')).toBeVisible({ timeout: 20_000 });
    await page.getByRole('link', { name: /Nguyễn Thị Hạnh.*Đăng ký thi đua/ }).click();
    head.link.down();
    await page.getByRole('button', { name: 'Ghi nhận đăng ký' }).click();
    await expect(page.getByText('Chờ gửi').first()).toBeVisible();
    head.link.up();
    await synced(page);
    await open(page, '/cho-duyet');
    await page.getByRole('listitem').filter({ hasText: 'Vận động đương sự' }).first().getByRole('button', { name: 'Xác nhận' }).click();
    await synced(page);

    // 3. The officer of the province launches its movement, and reports on it from what is confirmed.
    page = officer.page;
    officer.link.down();
    await open(page, '/phong-trao/moi');
    await page.getByLabel('Tên phong trào').fill('Nghệ An chung sức thi hành án');
    await page.getByLabel('Hình thức').selectOption({ label: 'Thi đua theo chuyên đề' });
    await page.getByLabel('Triển khai phong trào trong Kế hoạch').selectOption({ label: movement });
    await page.getByLabel('Từ ngày', { exact: true }).fill('01/02/2022');
    await page.getByLabel('Đến ngày', { exact: true }).fill('30/9/2022');
    await page.getByLabel('Mục tiêu, phạm vi').fill('Vận động trước, cưỡng chế sau.');
    await kept(page);
    await page.getByRole('button', { name: 'Phát động' }).click();
    await expect(page).toHaveURL(/\/phong-trao$/);
    officer.link.up();
    await synced(page);
    await page.getByText('Nghệ An chung sức thi hành án').first().click();
    await expect(page.getByText('Tiến độ từ hoạt động')).toBeVisible();
    const done = page.locator('dt', { hasText: 'Hoạt động đã xác nhận' }).locator('xpath=following-sibling::dd[1]');
    await expect.poll(async () => Number(await done.textContent()), { timeout: 20_000 }).toBeGreaterThanOrEqual(1);
    await page.getByRole('tab', { name: /Tổng kết/ }).click();
    await page.getByRole('link', { name: 'Lập báo cáo sơ kết, tổng kết' }).click();
    await page.getByLabel('Loại báo cáo').selectOption({ label: 'Tổng kết' });
    await page.getByLabel('Phong trào của đơn vị').last().selectOption({ index: 1 });
    await page.getByLabel('Tên báo cáo').fill('Tổng kết phong trào chung sức');
    await page.getByLabel('Ngày báo cáo', { exact: true }).fill('30/9/2022');
    await page.getByLabel('Kết quả đạt được').fill('Một vụ tự nguyện thi hành sau vận động.');
    await kept(page);
    await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
    await expect(page).toHaveURL(/\/bao-cao$/);
    await synced(page);

    // 4. The head names an exemplar on the way, without a network; the officer fosters, sums up and publishes it.
    page = head.page;
    head.link.down();
    await open(page, '/dien-hinh/moi');
    await page.getByLabel('Tên điển hình').fill('Vận động đi trước một bước');
    await page.getByLabel('Cá nhân', { exact: true }).fill('hanh');
    await page.getByRole('option', { name: /Nguyễn Thị Hạnh/ }).click();
    await page.getByLabel('Ngày phát hiện', { exact: true }).fill('20/5/2022');
    await page.getByLabel('Thành tích, cách làm').fill('Gặp từng hộ, giải thích từng khoản, hẹn lịch trả dần.');
    await kept(page);
    await page.getByRole('button', { name: 'Gửi giới thiệu' }).click();
    await expect(page).toHaveURL(/\/dien-hinh$/);
    head.link.up();
    await synced(page);

    page = officer.page;
    await open(page, '/dien-hinh');
    await page.getByText('Vận động đi trước một bước').first().click({ timeout: 20_000 });
    await expect(page.getByText('Cần ghi kế hoạch bồi dưỡng')).toBeVisible();
    await page.getByRole('link', { name: 'Sửa' }).first().click();
    await page.getByLabel('Kế hoạch và kết quả bồi dưỡng').fill('Giao thêm địa bàn Nghi Phú.');
    await page.getByLabel('Tổng kết, bài học').fill('Ba bước: gặp, giải thích, hẹn lịch.');
    await page.getByLabel('Tìm trong danh sách').fill('lao cai');
    await page.getByLabel('Thi hành án dân sự tỉnh Lào Cai', { exact: false }).first().check();
    await kept(page);
    await page.getByRole('button', { name: 'Gửi giới thiệu' }).click();
    await page.getByRole('button', { name: 'Chuyển sang khâu “Bồi dưỡng”' }).click();
    await page.getByRole('button', { name: 'Chuyển sang khâu “Tổng kết”' }).click();
    await page.getByRole('button', { name: 'Công bố', exact: true }).click();
    await expect(page.getByText('Đã công bố trong toàn hệ thống')).toBeVisible();
    // On the board it stands where it is on its way.
    await open(page, '/dien-hinh/bang');
    await expect(page.getByRole('region', { name: 'Tổng kết' }).getByText('Vận động đi trước một bước')).toBeVisible();
    await page.goBack();
    await page.getByRole('button', { name: 'Chuyển sang khâu “Nhân rộng”' }).click();
    await synced(page);

    // Everybody sees it: she herself, and somebody of another province who saw nothing of it before.
    await open(staff.page, '/dien-hinh');
    await staff.page.getByText('Vận động đi trước một bước').first().click({ timeout: 20_000 });
    await expect(staff.page.getByText('Đã công bố trong toàn hệ thống')).toBeVisible();
    const elsewhere = await signedIn(server, 'sinh', { width: 390, height: 844 });
    try {
      await open(elsewhere.page, '/dien-hinh');
      await elsewhere.page.getByText('Vận động đi trước một bước').first().click({ timeout: 20_000 });
      await expect(elsewhere.page.getByText('Ba bước: gặp, giải thích, hẹn lịch.')).toBeVisible();
      await open(elsewhere.page, '/bao-cao');
      await expect(elsewhere.page.getByText('Chưa có báo cáo nào')).toBeVisible();
    } finally {
      await elsewhere.end();
    }
    expect([staff, head, officer].flatMap(({ device }) => device.errors)).toEqual([]);
  } finally {
    for (const one of [staff, head, officer]) await one.end();
    await server.end();
  }
});

test('an inspected unit is told its remedies with their term in working days, and reports them', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const officer = await signedIn(server, 'nhung', { width: 1440, height: 900 });
  const head = await signedIn(server, 'toan', { width: 390, height: 844 });
  try {
    let page = officer.page;
    officer.link.down();
    await open(page, '/kiem-tra/moi');
    await page.getByLabel('Tên cuộc kiểm tra').fill('Kiểm tra công tác thi đua quý II');
    await page.getByLabel('Ngày kiểm tra', { exact: true }).fill('28/4/2022');
    await page.getByLabel('Phòng Thi hành án dân sự khu vực 3 – Nghệ An').check();
    await page.getByLabel('Nội dung, kết quả kiểm tra').fill('Chưa mở sổ theo dõi thi đua.');
    await page.getByLabel('Kiến nghị', { exact: true }).fill('Mở sổ theo dõi thi đua');
    await page.getByLabel('Thời hạn (ngày làm việc)').fill('2');
    // Over a weekend, 30/4 and 1/5 with the days off in lieu of them.
    await expect(page.getByText('hạn 04/5/2022; lịch nghỉ lễ năm này chưa kiểm chứng')).toBeVisible();
    await page.getByRole('button', { name: 'Thêm kiến nghị' }).click();
    await expect(page.getByText('hạn 04/5/2022', { exact: true })).toBeVisible();
    await kept(page);
    await page.getByRole('button', { name: 'Gửi kết quả' }).click();
    await expect(page).toHaveURL(/\/kiem-tra$/);
    officer.link.up();
    await synced(page);

    page = head.page;
    await open(page, '/');
    await expect(page.getByText('Kiến nghị phải khắc phục (1)')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/Quá hạn [\d.]+ ngày làm việc/)).toBeVisible();
    await page.getByRole('link', { name: /Mở sổ theo dõi thi đua/ }).click();
    head.link.down();
    await page.getByRole('button', { name: 'Báo cáo đã khắc phục' }).click();
    await page.getByLabel('Kết quả khắc phục').fill('Đã mở sổ ngày 05/5.');
    await page.getByRole('button', { name: 'Đã khắc phục xong' }).click();
    await expect(page.getByText('còn 0 trong 1 kiến nghị')).toBeVisible();
    head.link.up();
    await synced(page);
    await open(page, '/');
    await expect(page.getByText('Kiến nghị phải khắc phục')).toHaveCount(0);

    page = officer.page;
    await open(page, '/kiem-tra');
    await page.getByText('Kiểm tra công tác thi đua quý II').first().click();
    await expect(page.getByText('Đã mở sổ ngày 05/5.')).toBeVisible({ timeout: 20_000 });
    expect([officer, head].flatMap(({ device }) => device.errors)).toEqual([]);
  } finally {
    for (const one of [officer, head]) await one.end();
    await server.end();
  }
});

test('registrations of a unit stand in one list for print, late ones marked', async () => {
  const server = await Server.start();
  const staff = await signedIn(server, 'hanh', { width: 390, height: 844 });
  const head = await signedIn(server, 'toan', { width: 1280, height: 900 });
  try {
    let page = head.page;
    await open(page, '/dang-ky/in');
    await page.getByText('Đặt hạn đăng ký', { exact: true }).click();
    await page.getByLabel('Nhận đăng ký đến hết ngày', { exact: true }).fill('28/02/2022');
    await page.getByRole('button', { name: 'Lưu hạn đăng ký' }).click();
    await expect(page.getByText('Nhận đăng ký đến hết ngày 28/02/2022')).toBeVisible();
    page = staff.page;
    await open(page, '/dang-ky/moi');
    await page.getByLabel('Tìm trong danh sách').fill('lao dong tien tien');
    await page.getByLabel('Lao động tiên tiến', { exact: false }).first().check();
    await page.getByLabel('Nội dung giao ước thi đua').fill('Không để án quá hạn.');
    await kept(page);
    await page.getByRole('button', { name: 'Gửi đăng ký' }).click();
    await synced(page);
    page = head.page;
    const row = page.getByRole('row').filter({ hasText: 'Nguyễn Thị Hạnh' });
    await expect(row).toContainText('Không để án quá hạn.', { timeout: 20_000 });
    await expect(row).toContainText('Gửi sau hạn');
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText('THỦ TRƯỞNG ĐƠN VỊ')).toBeVisible();
    await expect(page.getByRole('button', { name: 'In', exact: true })).toBeHidden();
    expect([staff, head].flatMap(({ device }) => device.errors)).toEqual([]);
  } finally {
    for (const one of [staff, head]) await one.end();
    await server.end();
  }
});
