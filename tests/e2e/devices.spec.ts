// Several devices, tabs and people: what each wrote is kept, and nobody sees or sends what is another's.
import { expect, test, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { goto, saved, send, writeActivity } from '../harness/write.ts';

const LONG = 'Tổ chức cưỡng chế kê biên, giao tài sản cho người trúng đấu giá; phối hợp Công an, Viện kiểm sát, Ủy ban nhân dân xã. Không để xảy ra khiếu nại tại chỗ.';

async function edit(page: Page, title: string, change: (page: Page) => Promise<void>): Promise<void> {
  await goto(page, '/hoat-dong');
  await page.getByText(title).first().click();
  await page.getByRole('link', { name: 'Sửa', exact: true }).or(page.getByRole('button', { name: 'Sửa', exact: true })).first().click();
  await change(page);
  await saved(page);
  await page.getByRole('button', { name: /^Gửi/ }).click();
  await expect(page).not.toHaveURL(/\/sua$/);
}

test('two devices edit one activity offline: all of it is kept or shown', async () => {
  const server = await Server.start();
  const one = await Device.open();
  const two = await Device.open({ width: 1440, height: 900 });
  const title = 'Cưỡng chế vụ Công ty Hoàng Long';
  try {
    await one.signIn(server, 'hanh');
    await writeActivity(one.page, { title, kind: 'Công tác chuyên môn, nghiệp vụ', date: '24/5/2022', place: 'xã Hưng Đông', text: LONG });
    await send(one.page);
    await expect.poll(() => one.outbox()).toBe(0);
    await two.signIn(server, 'hanh');
    await goto(two.page, '/hoat-dong');
    await expect(two.page.getByText(title).first()).toBeVisible();
    await one.offlineReady();
    await two.offlineReady();
    await server.down();

    await edit(one.page, title, async (page) => {
      await page.getByLabel('Nội dung và kết quả').fill(LONG.replace('Tổ chức cưỡng chế', 'Đã tổ chức xong việc cưỡng chế'));
      await page.getByLabel('Địa điểm').fill('xã Nghi Phú');
    });
    await edit(two.page, title, async (page) => {
      await page.getByLabel('Nội dung và kết quả').fill(LONG.replace('khiếu nại tại chỗ', 'khiếu nại, tố cáo tại chỗ'));
      await page.getByLabel('Địa điểm').fill('phường Lê Lợi');
      await page.getByLabel('Ngày', { exact: true }).fill('25/5/2022');
    });
    await server.up();
    await expect.poll(() => one.outbox(), { timeout: 20_000 }).toBe(0);
    await expect.poll(() => two.outbox(), { timeout: 20_000 }).toBe(0);

    for (const device of [one, two]) {
      await goto(device.page, '/hoat-dong');
      await device.page.getByText(title).first().click();
      const page = device.page;
      await expect(page.getByText('Đã tổ chức xong việc cưỡng chế').first()).toBeVisible();
      await expect(page.getByText('khiếu nại, tố cáo tại chỗ').first()).toBeVisible();
      await expect(page.getByText('25/5/2022').first()).toBeVisible();
      await expect(page.getByRole('button', { name: 'Giữ bản của tôi' })).toBeVisible();
      await expect(page.getByText('xã Nghi Phú').first()).toBeVisible();
      await expect(page.getByText('phường Lê Lợi').first()).toBeVisible();
    }
    await two.page.getByRole('button', { name: 'Giữ bản của tôi' }).click();
    await expect(two.page.getByRole('button', { name: 'Giữ bản của tôi' })).toBeHidden();
    await expect.poll(() => two.outbox()).toBe(0);
    await expect(one.page.getByRole('button', { name: 'Giữ bản của tôi' })).toBeHidden({ timeout: 15_000 });
    // The history shows both places.
    await expect(one.page.getByText('phường Lê Lợi').first()).toBeVisible();
    await expect(one.page.getByText('xã Nghi Phú').first()).toBeVisible();
    expect([...one.errors, ...two.errors]).toEqual([]);
  } finally {
    await one.end();
    await two.end();
    await server.end();
  }
});

test('two tabs show and keep the same drafts', async () => {
  const server = await Server.start();
  const device = await Device.open();
  try {
    await device.signIn(server, 'hanh');
    const second = await device.tab();
    await second.goto(`${server.url}/hoat-dong`);
    await writeActivity(device.page, { title: 'Viết ở thẻ thứ nhất', kind: 'Công tác chuyên môn, nghiệp vụ', date: '05/5/2022' });
    await expect(second.getByText('Viết ở thẻ thứ nhất').first()).toBeVisible();
    await second.getByText('Viết ở thẻ thứ nhất').first().click();
    await second.getByLabel('Địa điểm').fill('thành phố Vinh');
    await saved(second);
    await expect(device.page.getByLabel('Địa điểm')).toHaveValue('thành phố Vinh');
    // The first tab led the syncing; when it goes, the other takes over and sends.
    await device.page.close();
    await second.getByRole('button', { name: /^Gửi/ }).click();
    await expect.poll(() => device.outbox(second), { timeout: 20_000 }).toBe(0);
  } finally {
    await device.end();
    await server.end();
  }
});

test('a tab that missed a word of another reads the store anew', async () => {
  const server = await Server.start();
  const device = await Device.open();
  try {
    const page = device.page;
    await page.addInitScript(() => {
      const tell = BroadcastChannel.prototype.postMessage;
      BroadcastChannel.prototype.postMessage = function (message) {
        if (!(window as { silent?: boolean }).silent) tell.call(this, message);
      };
    });
    await device.signIn(server, 'hanh');
    const second = await device.tab();
    await second.goto(`${server.url}/hoat-dong`);
    await expect(second.getByRole('heading', { level: 1 })).toBeVisible();
    await page.addInitScript(() => Object.assign(window, { silent: true }));
    await writeActivity(page, { title: 'Không ai nghe thấy' });
    await expect(second.getByText('Không ai nghe thấy')).toHaveCount(0);
    await page.evaluate(() => Object.assign(window, { silent: false }));
    await page.getByLabel('Địa điểm').fill('Nghi Lộc');
    await saved(page);
    await expect(second.getByText('Không ai nghe thấy').first()).toBeVisible();
    await second.getByText('Không ai nghe thấy').first().click();
    await expect(second.getByLabel('Địa điểm')).toHaveValue('Nghi Lộc');
  } finally {
    await device.end();
    await server.end();
  }
});

test('one draft on two devices: different fields join, the same words are kept beside', async () => {
  const server = await Server.start();
  const one = await Device.open();
  const two = await Device.open();
  try {
    await one.signIn(server, 'hanh');
    await two.signIn(server, 'hanh');
    await writeActivity(one.page, { title: 'Bản nháp chung', kind: 'Công tác chuyên môn, nghiệp vụ' });
    await goto(two.page, '/hoat-dong');
    await two.page.getByText('Bản nháp chung').first().click();
    await expect(two.page.getByLabel('Tên hoạt động')).toHaveValue('Bản nháp chung');

    // At once, each in a field of its own.
    await Promise.all([
      one.page.getByLabel('Địa điểm').fill('thành phố Vinh'),
      two.page.getByLabel('Nội dung và kết quả').fill('Đã làm xong'),
    ]);
    await expect(one.page.getByLabel('Nội dung và kết quả')).toHaveValue('Đã làm xong', { timeout: 15_000 });
    await expect(two.page.getByLabel('Địa điểm')).toHaveValue('thành phố Vinh', { timeout: 15_000 });

    // The same words, while neither hears of the other.
    await server.down();
    await one.page.getByLabel('Địa điểm').fill('huyện Nghi Lộc');
    await two.page.getByLabel('Địa điểm').fill('huyện Diễn Châu');
    await Promise.all([saved(one.page), saved(two.page)]);
    await server.up();
    for (const device of [one, two]) {
      await expect.poll(() => device.outbox(), { timeout: 20_000 }).toBe(0);
      await goto(device.page, '/hoat-dong');
    }
    await expect(one.page.getByText('Bản nháp chung')).toHaveCount(2, { timeout: 15_000 });
    const places: string[] = [];
    for (const at of [0, 1]) {
      await goto(one.page, '/hoat-dong');
      await one.page.getByText('Bản nháp chung').nth(at).click();
      await expect(one.page.getByLabel('Địa điểm')).toHaveValue(/huyện/);
      places.push(await one.page.getByLabel('Địa điểm').inputValue());
    }
    expect(places.sort()).toEqual(['huyện Diễn Châu', 'huyện Nghi Lộc']);
  } finally {
    await one.end();
    await two.end();
    await server.end();
  }
});

test('two people on one browser never meet', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    await server.down();
    await writeActivity(page, { title: 'Việc riêng của chị Hạnh', kind: 'Công tác chuyên môn, nghiệp vụ', date: '05/5/2022' });
    await send(page);
    await goto(page, '/cai-dat');
    await expect(page.getByText(/1 mục/).first()).toBeVisible();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    const sure = page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất' });
    if (await sure.isVisible().catch(() => false)) await sure.click();
    await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
    await server.up();

    await device.signIn(server, 'sinh');
    await goto(page, '/hoat-dong');
    await expect(page.getByText('Việc riêng của chị Hạnh')).toHaveCount(0);
    await goto(page, '/dong-bo');
    await expect(page.getByText('Việc riêng của chị Hạnh')).toHaveCount(0);
    expect(await device.outbox()).toBe(0);

    await goto(page, '/cai-dat');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    const again = page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất' });
    if (await again.isVisible().catch(() => false)) await again.click();
    // Signing out loads the page anew: the next sign-in waits for it.
    await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
    await device.signIn(server, 'hanh');
    await goto(page, '/hoat-dong');
    await expect(page.getByText('Việc riêng của chị Hạnh').first()).toBeVisible();
    await expect.poll(() => device.outbox(), { timeout: 15_000 }).toBe(0);
  } finally {
    await device.end();
    await server.end();
  }
});
