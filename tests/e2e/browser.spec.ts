// What browsers do to people: composing letters, no room, no promise to keep, a wrong clock, a new build.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { goto, saved, send, writeActivity } from '../harness/write.ts';

const KIND = 'Công tác chuyên môn, nghiệp vụ';

test('no letter is lost while it is being composed', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await goto(page, '/hoat-dong/moi');
    const field = page.getByLabel('Tên hoạt động');
    await field.focus();
    const cdp = await device.cdp();
    for (const text of ['n', 'ng', 'ngu', 'nguy', 'nguye', 'nguyê', 'nguyên', 'nguyễn']) {
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    // Saved from the composition itself: no end of composition has been seen yet.
    await saved(page);
    await expect(field).toHaveValue('nguyễn');
    await cdp.send('Input.insertText', { text: 'nguyễn ' });
    for (const text of ['h', 'hu', 'hư', 'hướng']) {
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    // Another tab's save arrives while the field is focused and composing: nothing is written into it.
    const other = await device.tab();
    await other.goto(page.url());
    await other.getByLabel('Địa điểm').fill('xã Nghi Phú');
    await saved(other);
    // Showing the other tab ended the composition, as any browser does; the letters stay.
    await page.bringToFront();
    await expect(field).toHaveValue('nguyễn hướng');
    await field.press('Tab');
    await expect(field).toHaveValue('nguyễn hướng');
    await saved(page);
    await page.reload();
    await expect(page.getByLabel('Tên hoạt động')).toHaveValue('nguyễn hướng');
    await expect(page.getByLabel('Địa điểm')).toHaveValue('xã Nghi Phú');
  } finally {
    await device.end();
    await server.end();
  }
});

test('on a full disk the screen says that nothing was saved, and saves when there is room again', async () => {
  // A real full disk: the profile lies on a small file system that is filled up.
  const disk = mkdtempSync(join(tmpdir(), 'thidua-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=150m', 'tmpfs', disk]).status === 0;
  test.skip(!mounted, 'needs the right to mount a small file system');
  const server = await Server.start();
  const device = await Device.open(undefined, join(disk, 'profile'));
  const page = device.page;
  const filler = join(disk, 'filler');
  try {
    await device.signIn(server, 'hanh');
    await writeActivity(page, { title: 'Trước khi hết chỗ', kind: KIND, date: '05/5/2022' });
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k'], { stdio: 'ignore' });
    await page.getByLabel('Nội dung và kết quả').fill('Không còn chỗ trên máy. '.repeat(4_000));
    await expect(page.getByRole('alert').filter({ hasText: /[Cc]hưa lưu được/ }).first()).toBeVisible();
    await expect(page.getByText(/Đã lưu trên máy này/)).toHaveCount(0);
    // What no store has taken is in the rescue file all the same, and there again for whoever comes back to the form.
    await page.getByRole('link', { name: 'Đồng bộ', exact: true }).first().click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: /tệp cứu hộ/ }).first().click();
    const file = JSON.parse(readFileSync(await (await coming).path(), 'utf8')) as { drafts: { fields: { text?: string } }[] };
    expect(file.drafts.some((draft) => draft.fields.text?.startsWith('Không còn chỗ trên máy.'))).toBe(true);
    await page.goBack();
    await expect(page.getByLabel('Nội dung và kết quả')).toHaveValue(/^Không còn chỗ trên máy\. Không còn chỗ/);
    rmSync(filler);
    await page.getByLabel('Địa điểm').fill('còn chỗ lại');
    await saved(page);
    await page.reload();
    await expect(page.getByLabel('Nội dung và kết quả')).toHaveValue(/^Không còn chỗ trên máy\. Không còn chỗ/);
    await expect(page.getByLabel('Địa điểm')).toHaveValue('còn chỗ lại');
  } finally {
    await device.end();
    await server.end();
    spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
});

test('databases are made when there is something to put in, and one that does not open is told', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    // Every screen is here, and what goes on behind them has begun.
    await expect.poll(() => page.evaluate(async () => {
      const locks = await navigator.locks.query();
      return locks.held?.some(({ name }) => name?.startsWith('thidua.photos.'));
    })).toBe(true);
    const made = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name?.replace(/[^.]*$/, '')).sort());
    expect(await made()).toEqual(['thidua.']);
    await writeActivity(page, { title: 'Có một ảnh', kind: KIND, date: '05/5/2022' });
    expect(await made()).toEqual(['thidua.']);
    const photo = await page.screenshot({ type: 'jpeg' });
    await page.locator('input[type=file]').first().setInputFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: photo });
    await expect.poll(made).toEqual(['thidua.', 'thidua.photos.']);
    // As Chromium does with a database whose making was cut off.
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    });
    await page.reload();
    await expect(page.getByText('Trình duyệt chưa mở xong nơi lưu dữ liệu trên máy này')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Chưa đọc được dữ liệu đã lưu trên máy này' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: 'Thử lại' })).toBeVisible();
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('a file that does not come is asked for again; only when it stays away is somebody told', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  const told = page.getByRole('heading', { level: 1, name: 'Chưa tải được màn hình này' });
  try {
    await device.signIn(server, 'hanh');
    // The next page loses the file that is named as often as it is told to.
    await page.addInitScript(() => {
      const real = window.fetch;
      window.fetch = (what, options) => {
        const left = Number(sessionStorage.getItem('lose'));
        const file = sessionStorage.getItem('file') ?? '';
        if (!left || !new RegExp(file).test(String(what instanceof Request ? what.url : what))) return real(what, options);
        sessionStorage.setItem('lose', String(left - 1));
        return Promise.reject(new TypeError('lost'));
      };
    });
    const lose = (file: string, times: number) =>
      page.evaluate(([file, times]) => Object.assign(sessionStorage, { file, lose: times }), [file, String(times)]);
    // A screen, the texts of the start, and the program itself.
    for (const [file, times] of [['screens-more', 2], ['/vi-[0-9a-f]+\\.json', 2], ['/app-[0-9a-f]+\\.wasm', 1]] as const) {
      await lose(file, times);
      await goto(page, '/cai-dat');
      await expect(page.getByRole('heading', { level: 1, name: 'Cài đặt' })).toBeVisible();
      expect(await page.evaluate(() => sessionStorage.getItem('lose')), file).toBe('0');
    }
    await lose('screens-more', 1_000);
    await goto(page, '/cai-dat');
    await expect(told).toBeVisible();
    await page.evaluate(() => sessionStorage.removeItem('lose'));
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Cài đặt' })).toBeVisible();
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('a browser that promises nothing is told so, and asked', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await goto(page, '/dong-bo');
    const persisted = () => page.evaluate(() => navigator.storage.persisted());
    expect(await persisted()).toBe(false);
    await expect(page.getByText(/chưa bảo đảm lưu|có thể xóa|có thể xoá/i).first()).toBeVisible();
  } finally {
    await device.end();
    await server.end();
  }
});

test('a clock three days wrong is named and decides nothing', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await page.addInitScript(() => {
      const Real = Date;
      const ahead = 3 * 24 * 3_600_000;
      class Wrong extends Real {
        constructor(...parts: unknown[]) {
          // @ts-expect-error the constructor's overloads
          super(...(parts.length === 0 ? [Real.now() + ahead] : parts));
        }
        static now() {
          return Real.now() + ahead;
        }
      }
      globalThis.Date = Wrong as DateConstructor;
    });
    await device.signIn(server, 'hanh');
    await writeActivity(page, { title: 'Viết trên máy sai giờ', kind: KIND, date: '05/5/2022' });
    await send(page);
    await expect.poll(() => device.outbox(), { timeout: 15_000 }).toBe(0);
    await expect(page.getByText(/[Đđ]ồng hồ/).first()).toBeVisible();
    await expect(page.getByText(/3 ngày/).first()).toBeVisible();
  } finally {
    await device.end();
    await server.end();
  }
});

test('a new build waits for the next start and keeps the draft', async () => {
  test.setTimeout(240_000); // A whole build is made in it.
  const dist = mkdtempSync(join(tmpdir(), 'thidua-build2-'));
  const root = resolve(import.meta.dirname, '../..');
  const built = spawnSync('cargo', ['xtask', 'build', '--dist', dist, '--tag', 'build2'], { cwd: root, encoding: 'utf8' });
  expect(built.status, built.stderr).toBe(0);
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  const build = () => page.evaluate(() => document.querySelector('meta[name="thidua-build"]')?.getAttribute('content'));
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    const first = await build();
    await writeActivity(page, { title: 'Đang viết khi có bản mới', kind: KIND, date: '05/5/2022' });
    await page.evaluate(() => Object.assign(window, { stillHere: true }));
    await server.down();
    await server.up({ dist });
    await page.evaluate(() => (window as unknown as { __thiduaCheckUpdate: () => Promise<string> }).__thiduaCheckUpdate());
    await expect(page.getByText(/[Cc]ó phiên bản mới/).first()).toBeAttached({ timeout: 20_000 });
    await page.getByLabel('Địa điểm').fill('vẫn đang viết');
    await saved(page);
    // No reload under work: the page is the very same, and build 1 still syncs with server 2.
    expect(await page.evaluate(() => (window as unknown as { stillHere?: boolean }).stillHere)).toBe(true);
    expect(await build()).toBe(first);
    await expect.poll(() => device.outbox(), { timeout: 15_000 }).toBe(0);

    await device.quit();
    await device.start();
    const again = device.page;
    await again.goto(`${server.url}/hoat-dong`);
    // The start hands over to the new build, if need be by loading the page once more.
    const newer = () => again.evaluate(() => document.querySelector('meta[name="thidua-build"]')?.getAttribute('content'));
    await expect.poll(() => newer().catch(() => first), { timeout: 20_000 }).not.toBe(first);
    await again.getByText('Đang viết khi có bản mới').first().click();
    await expect(again.getByLabel('Địa điểm')).toHaveValue('vẫn đang viết');
  } finally {
    await device.end();
    await server.end();
    rmSync(dist, { recursive: true, force: true });
  }
});
