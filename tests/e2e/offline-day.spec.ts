// The main job: write without a network, lose nothing, and be seen by the head when the server is back.
import { expect, test } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { goto, saved, send, writeActivity } from '../harness/write.ts';

test('a day without network is kept, sent, confirmed and returned', async () => {
  const server = await Server.start();
  const tablet = await Device.open();
  const head = await Device.open({ width: 1440, height: 900 });
  try {
    await tablet.signIn(server, 'hanh');
    await tablet.offlineReady();
    await expect(tablet.page.getByText(/Đã đồng bộ/).first()).toBeVisible();
    // The tablet was closed after signing in, as on the evening before.
    await tablet.quit();
    await server.down();
    await tablet.start();
    await tablet.page.goto(server.url);

    await test.step('the app starts from the device alone', async () => {
      await tablet.page.reload();
      await expect(tablet.page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(tablet.page.getByRole('link', { name: /Hoạt động/ }).first()).toBeVisible();
    });

    const titles = ['Thăm, tặng quà gia đình chính sách xã Hưng Đông', 'Cưỡng chế giao tài sản vụ Hoàng Long', 'Học tập chuẩn mực đạo đức chấp hành viên'];
    for (const title of titles) {
      await writeActivity(tablet.page, { title, kind: 'Xã hội, nhân đạo, từ thiện', date: '19/5/2022', place: 'xã Hưng Đông', text: `Nội dung: ${title} – phối hợp Ủy ban nhân dân xã.` });
    }

    await test.step('the browser is killed while a letter is being typed', async () => {
      const field = tablet.page.getByLabel('Nội dung và kết quả');
      await field.fill('Đã lưu đến đây.');
      await saved(tablet.page);
      await expect(tablet.page.getByText(/Đã lưu trên máy này/).first()).toBeVisible();
      const typing = field.pressSequentially(' Đang gõ dở thì máy tắt', { delay: 20 }).catch(() => undefined);
      await new Promise((go) => setTimeout(go, 120));
      await tablet.kill();
      await typing;
      await tablet.start();
      await tablet.page.goto(`${server.url}/hoat-dong`);
      for (const title of titles) await expect(tablet.page.getByText(title).first()).toBeVisible();
      await tablet.page.getByText(titles[2]).first().click();
      await expect(tablet.page.getByLabel('Nội dung và kết quả')).toHaveValue(/^Đã lưu đến đây\./);
    });

    await test.step('two are sent and exist only here', async () => {
      for (const title of titles.slice(0, 2)) {
        await goto(tablet.page, '/hoat-dong');
        await tablet.page.getByText(title).first().click();
        await send(tablet.page);
      }
      await expect(tablet.page.getByText('2 mục chỉ có trên máy này').first()).toBeVisible();
    });

    await test.step('the queue empties by itself when the server is back', async () => {
      await server.up();
      await expect(tablet.page.getByText('2 mục chỉ có trên máy này').first()).toBeHidden({ timeout: 10_000 });
      await expect.poll(() => tablet.outbox(), { timeout: 10_000 }).toBe(0);
    });

    await test.step('the head sees both, confirms one and returns one', async () => {
      await head.signIn(server, 'toan');
      await goto(head.page, '/cho-duyet');
      await expect(head.page.getByText(titles[0]).first()).toBeVisible({ timeout: 5_000 });
      await expect(head.page.getByText(titles[1]).first()).toBeVisible();
      const card = (title: string) => head.page.getByRole('listitem').filter({ hasText: title }).first();
      await card(titles[0]).getByRole('button', { name: 'Xác nhận' }).click();
      await expect(card(titles[0])).toHaveCount(0);
      await card(titles[1]).getByRole('button', { name: 'Trả lại' }).click();
      await head.page.getByLabel('Lý do trả lại').fill('Đề nghị ghi rõ số tiền thu được');
      await head.page.getByRole('button', { name: 'Trả lại' }).last().click();
      await expect(head.page.getByText(titles[1])).toHaveCount(0);
    });

    await test.step('the author sees both', async () => {
      await goto(tablet.page, '/hoat-dong');
      await tablet.page.getByText(titles[1]).first().click();
      await expect(tablet.page.getByText('Đề nghị ghi rõ số tiền thu được').first()).toBeVisible();
      await goto(tablet.page, '/hoat-dong');
      await tablet.page.getByText(titles[0]).first().click();
      await expect(tablet.page.getByText(/đã xác nhận/i).first()).toBeVisible();
    });
    expect([...tablet.errors, ...head.errors]).toEqual([]);
  } finally {
    await tablet.end();
    await head.end();
    await server.end();
  }
});

test('a wiped tablet gets its drafts and its sent work back', async () => {
  const server = await Server.start();
  const tablet = await Device.open();
  try {
    await tablet.signIn(server, 'hanh');
    await writeActivity(tablet.page, { title: 'Bản nháp phải còn sau khi xóa máy', kind: 'Cải cách hành chính, chuyển đổi số', date: '5/2022' });
    await writeActivity(tablet.page, { title: 'Việc đã gửi trước khi xóa máy', kind: 'Cải cách hành chính, chuyển đổi số', date: '5/2022' });
    await send(tablet.page);
    await expect.poll(() => tablet.outbox()).toBe(0);
    await expect(tablet.page.getByText(/Đã đồng bộ/).first()).toBeVisible();

    const cdp = await tablet.cdp();
    await tablet.page.goto('about:blank');
    await cdp.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'all' });
    await tablet.signIn(server, 'hanh');
    await goto(tablet.page, '/hoat-dong');
    await expect(tablet.page.getByText('Bản nháp phải còn sau khi xóa máy').first()).toBeVisible();
    await expect(tablet.page.getByText('Việc đã gửi trước khi xóa máy').first()).toBeVisible();
    await tablet.page.getByText('Bản nháp phải còn sau khi xóa máy').first().click();
    await expect(tablet.page.getByLabel('Tên hoạt động')).toHaveValue('Bản nháp phải còn sau khi xóa máy');
  } finally {
    await tablet.end();
    await server.end();
  }
});

test('devices heal a server that was restored from a backup', async () => {
  const server = await Server.start();
  const tablet = await Device.open();
  try {
    await tablet.signIn(server, 'hanh');
    await writeActivity(tablet.page, { title: 'Trước khi sao lưu', kind: 'Công tác chuyên môn, nghiệp vụ', date: '05/5/2022' });
    await send(tablet.page);
    await expect.poll(() => tablet.outbox()).toBe(0);
    const file = `${server.data}/backup.db`;
    server.command('backup', file);

    await writeActivity(tablet.page, { title: 'Sau khi sao lưu', kind: 'Công tác chuyên môn, nghiệp vụ', date: '06/5/2022' });
    await send(tablet.page);
    await writeActivity(tablet.page, { title: 'Nháp sau khi sao lưu', kind: 'Công tác chuyên môn, nghiệp vụ', date: '07/5/2022' });
    await expect.poll(() => tablet.outbox()).toBe(0);

    await server.down();
    server.command('restore', file, '--force');
    await server.up();
    await tablet.page.reload();
    await expect.poll(() => tablet.outbox(), { timeout: 30_000 }).toBe(0);

    const other = await Device.open({ width: 1440, height: 900 });
    try {
      await other.signIn(server, 'toan');
      await goto(other.page, '/cho-duyet');
      for (const title of ['Trước khi sao lưu', 'Sau khi sao lưu']) {
        await expect(other.page.getByText(title, { exact: true })).toHaveCount(1);
      }
    } finally {
      await other.end();
    }
    await goto(tablet.page, '/hoat-dong');
    await expect(tablet.page.getByText('Nháp sau khi sao lưu').first()).toBeVisible();
  } finally {
    await tablet.end();
    await server.end();
  }
});
