// The queue always moves, and nothing leaves it without a true answer.
import { expect, test } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Proxy } from '../harness/proxy.ts';
import { Server } from '../harness/server.ts';
import { goto, saved, send, writeActivity } from '../harness/write.ts';

const KIND = 'Công tác chuyên môn, nghiệp vụ';

test('a refused item waits for its author with its words, and the others go on', async () => {
  const server = await Server.start();
  const tablet = await Device.open();
  const head = await Device.open({ width: 1440, height: 900 });
  const early = 'Tổng rà soát án tín dụng, ngân hàng';
  try {
    await tablet.signIn(server, 'hanh');
    await writeActivity(tablet.page, { title: early, kind: KIND, date: '05/5/2022', place: 'Đô Lương' });
    await send(tablet.page);
    await expect.poll(() => tablet.outbox()).toBe(0);
    await tablet.offlineReady();
    await tablet.quit();
    await tablet.start();
    await tablet.page.goto(server.url);
    await head.signIn(server, 'toan');
    await goto(head.page, '/cho-duyet');
    await expect(head.page.getByText(early).first()).toBeVisible();

    // The tablet's network is gone while the head decides.
    await tablet.context.setOffline(true);
    await writeActivity(tablet.page, { title: 'Việc tốt thứ nhất', kind: KIND, date: '06/5/2022' });
    await send(tablet.page);
    await goto(tablet.page, '/hoat-dong');
    await tablet.page.getByText(early).first().click();
    await tablet.page.getByRole('link', { name: 'Sửa', exact: true }).or(tablet.page.getByRole('button', { name: 'Sửa', exact: true })).first().click();
    await tablet.page.getByLabel('Địa điểm').fill('Đô Lương và Thanh Chương');
    await saved(tablet.page);
    await tablet.page.getByRole('button', { name: /^Gửi/ }).click();
    await expect(tablet.page).not.toHaveURL(/\/sua$/);
    await writeActivity(tablet.page, { title: 'Việc tốt thứ hai', kind: KIND, date: '07/5/2022' });
    await send(tablet.page);
    await head.page.getByRole('listitem').filter({ hasText: early }).first().getByRole('button', { name: 'Xác nhận' }).click();
    await expect(head.page.getByRole('listitem').filter({ hasText: early })).toHaveCount(0);
    await expect.poll(() => head.outbox()).toBe(0);

    await tablet.context.setOffline(false);
    await goto(tablet.page, '/dong-bo');
    await expect(tablet.page.getByRole('heading', { name: /Cần xử lý/ })).toBeVisible({ timeout: 20_000 });
    await expect(tablet.page.getByText('Đô Lương và Thanh Chương').first()).toBeVisible();
    await expect.poll(() => tablet.outbox()).toBe(1);
    for (const title of ['Việc tốt thứ nhất', 'Việc tốt thứ hai']) {
      await expect(head.page.getByText(title).first()).toBeVisible();
    }

    await tablet.kill();
    await tablet.start();
    await tablet.page.goto(`${server.url}/dong-bo`);
    await expect(tablet.page.getByText('Đô Lương và Thanh Chương').first()).toBeVisible();
    await tablet.page.getByRole('button', { name: 'Bỏ', exact: true }).first().click();
    const sure = tablet.page.getByRole('button', { name: /^(Bỏ hẳn|Đồng ý bỏ|Bỏ mục này)/ });
    if (await sure.first().isVisible().catch(() => false)) await sure.first().click();
    await expect.poll(() => tablet.outbox(), { timeout: 15_000 }).toBe(0);
  } finally {
    await tablet.end();
    await head.end();
    await server.end();
  }
});

test('a captive portal empties nothing', async () => {
  const server = await Server.start();
  const proxy = await Proxy.before(server.url);
  const tablet = await Device.open();
  try {
    await tablet.signIn({ url: proxy.url, password: () => server.password() } as Server, 'hanh');
    await tablet.offlineReady();
    proxy.mode = 'portal';
    await writeActivity(tablet.page, { title: 'Viết sau trang đăng nhập Wi-Fi', kind: KIND, date: '08/5/2022' });
    await send(tablet.page);
    const before = proxy.exchanges;
    await expect.poll(() => proxy.exchanges, { timeout: 20_000 }).toBeGreaterThan(before + 1);
    expect(await tablet.outbox()).toBe(1);
    await expect(tablet.page.getByText('1 mục chỉ có trên máy này').first()).toBeVisible();
    proxy.mode = 'lose-answers';
    const lost = proxy.exchanges;
    await expect.poll(() => proxy.exchanges, { timeout: 20_000 }).toBeGreaterThan(lost);
    expect(await tablet.outbox()).toBe(1);
    proxy.mode = 'pass';
    await expect.poll(() => tablet.outbox(), { timeout: 15_000 }).toBe(0);
    await goto(tablet.page, '/hoat-dong');
    await expect(tablet.page.getByText('Viết sau trang đăng nhập Wi-Fi')).toHaveCount(1);
  } finally {
    await tablet.end();
    await proxy.end();
    await server.end();
  }
});

test('an ended session pauses the sync and loses nothing', async () => {
  const server = await Server.start();
  const tablet = await Device.open();
  try {
    await tablet.signIn(server, 'hanh');
    const page = tablet.page;
    await tablet.offlineReady();
    await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE', headers: { 'content-type': 'application/json' } }));
    await writeActivity(page, { title: 'Viết khi phiên đã hết', kind: KIND, date: '09/5/2022' });
    await send(page);
    await expect(page.getByText(/[Cc]ần đăng nhập lại/).first()).toBeVisible({ timeout: 20_000 });
    expect(await tablet.outbox()).toBeGreaterThanOrEqual(1);
    await writeActivity(page, { title: 'Và việc vẫn tiếp tục', kind: KIND, date: '10/5/2022' });
    await page.getByRole('button', { name: /Đăng nhập lại/ }).first().click();
    await page.getByLabel('Mật khẩu', { exact: true }).fill(await server.password());
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await expect.poll(() => tablet.outbox(), { timeout: 15_000 }).toBe(0);
    await goto(page, '/hoat-dong');
    await expect(page.getByText('Viết khi phiên đã hết').first()).toBeVisible();
    await expect(page.getByText('Và việc vẫn tiếp tục').first()).toBeVisible();
  } finally {
    await tablet.end();
    await server.end();
  }
});

test('a rescue file brings work over once, however often it is taken', async () => {
  const server = await Server.start();
  const broken = await Device.open();
  const fresh = await Device.open();
  try {
    await broken.signIn(server, 'hanh');
    await broken.offlineReady();
    await broken.context.setOffline(true);
    await writeActivity(broken.page, { title: 'Đã gửi nhưng máy hỏng', kind: KIND, date: '11/5/2022' });
    await send(broken.page);
    await writeActivity(broken.page, { title: 'Nháp trên máy hỏng', kind: KIND, date: '12/5/2022' });
    await goto(broken.page, '/dong-bo');
    const download = broken.page.waitForEvent('download');
    await broken.page.getByRole('button', { name: 'Tải tệp cứu hộ' }).first().click();
    const file = await (await download).path();
    await fresh.signIn(server, 'hanh');
    for (let time = 0; time < 2; time += 1) {
      await goto(fresh.page, '/dong-bo');
      await fresh.page.getByLabel(/Nhập tệp cứu hộ/).setInputFiles(file);
      await expect(fresh.page.getByText(/[Đđ]ã nhập|[Kk]hông có gì mới/).first()).toBeVisible();
    }
    await expect.poll(() => fresh.outbox(), { timeout: 15_000 }).toBe(0);
    await goto(fresh.page, '/hoat-dong');
    await expect(fresh.page.getByText('Đã gửi nhưng máy hỏng')).toHaveCount(1);
    await expect(fresh.page.getByText('Nháp trên máy hỏng')).toHaveCount(1);
    // A damaged file changes nothing and says so.
    await goto(fresh.page, '/dong-bo');
    await fresh.page.getByLabel(/Nhập tệp cứu hộ/).setInputFiles({ name: 'hong.json', mimeType: 'application/json', buffer: Buffer.from('{"app":"thidua","resc') });
    await expect(fresh.page.getByRole('alert').first()).toBeVisible();
  } finally {
    await broken.end();
    await fresh.end();
    await server.end();
  }
});
