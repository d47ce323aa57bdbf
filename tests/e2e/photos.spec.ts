// Evidence: photos taken with no network, on their way over a bad line, and files that are refused in words.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { SENTINEL, flood, photo, type FileSample } from '../harness/files.ts';
import { Link } from '../harness/link.ts';
import { Server } from '../harness/server.ts';
import { kept, session } from '../harness/session.ts';
import { saved, send, writeActivity } from '../harness/write.ts';

const KIND = 'Công tác chuyên môn, nghiệp vụ';
/** To hand twenty megabytes to the browser takes the tools 23 s on a slow machine; the page is idle meanwhile. */
const choose = (page: Page, files: FileSample[]) => page.getByLabel('Chọn ảnh, tệp PDF').setInputFiles(files, { timeout: 120_000 });

function below(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? below(join(dir, entry.name)) : entry.isFile() ? [join(dir, entry.name)] : [],
  );
}

const holds = (dir: string, words: string) => below(dir).filter((file) => readFileSync(file).includes(words));

test('five photos taken offline outlive a killed browser and arrive whole over a line that is slow and cut', async () => {
  test.setTimeout(420_000);
  const server = await Server.start();
  const link = await Link.to(server.url);
  const device = await Device.open();
  try {
    await device.page.goto(link.url);
    await device.page.getByLabel('Tên đăng nhập').fill('hanh');
    await device.page.getByLabel('Mật khẩu', { exact: true }).fill(await server.password());
    await device.page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await device.offlineReady();
    // A browser writes its cookies down only now and then; they must outlive the kill below.
    await device.quit();
    await device.start();
    const page = device.page;
    await page.goto(link.url);
    await device.offlineReady();
    const photos: FileSample[] = [];
    for (let seed = 1; seed <= 5; seed += 1) photos.push(await photo(page, seed));
    for (const one of photos) expect(one.buffer.length).toBeGreaterThan(4_000_000);
    link.down();
    await writeActivity(page, { title: 'Ảnh chụp ở xã', kind: KIND, date: '07/5/2022' });
    await choose(page, photos);
    // All five are durable before the first is made smaller: the browser dies right there.
    await expect.poll(() => kept(page), { intervals: [20], timeout: 60_000 }).toBe(5);
    await device.kill();
    await device.start();
    const again = device.page;
    await again.goto(`${link.url}/hoat-dong`);
    await again.getByText('Ảnh chụp ở xã').first().click();
    await expect(again.getByText('Đã lưu trên máy này, chờ gửi')).toHaveCount(5, { timeout: 60_000 });
    await saved(again);
    await send(again);
    expect(await device.outbox(again)).toBe(1);

    const [before, heads] = [link.sent, link.heads];
    const begun = Date.now();
    link.up(50_000);
    link.cutEvery(20_000);
    const head = await session(server.url, 'toan', await server.password());
    const named = async () => {
      const rows = await head.rows('activity');
      return (rows.find((row) => row.b.title === 'Ảnh chụp ở xã')?.b.evidence as string[] | undefined)?.length ?? 0;
    };
    // The line is found again within the pause of the device; from then on words have 5 seconds.
    await expect.poll(() => link.sent > before, { intervals: [50], timeout: 20_000 }).toBe(true);
    const contact = Date.now();
    await expect.poll(named, { intervals: [200], timeout: 5_000 }).toBe(5);
    const words = Date.now() - contact;
    await expect.poll(async () => (await head.rows('blob')).length, { intervals: [1_000], timeout: 300_000 }).toBe(5);
    const seconds = (Date.now() - begun) / 1_000;
    const files = await head.rows('blob');
    let whole = 0;
    for (const row of files) {
      const answer = await head.blob(row.k[1]);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(row.k[1]);
      whole += bytes.length;
    }
    const sent = link.sent - before - (link.heads - heads);
    console.log(`words after ${words} ms; ${whole} bytes of 5 photos in ${seconds.toFixed(0)} s with ${link.cuts - 1} cuts; ${((100 * sent) / whole - 100).toFixed(1)} % more went over the line, beside ${link.heads - heads} bytes of heads`);
    expect(link.cuts).toBeGreaterThan(2);
    expect(sent).toBeLessThan(1.1 * whole);
    // Let go only now that the server has named each.
    await expect.poll(() => kept(again), { timeout: 30_000 }).toBe(0);
    await again.getByText('Ảnh chụp ở xã').first().click();
    await expect(again.getByText('5/5 ảnh, tài liệu đã tới máy chủ')).toBeVisible();

    const stranger = await session(server.url, 'trang', await server.password());
    expect((await stranger.blob(files[0].k[1])).status).toBe(404);
    expect((await stranger.blob('0'.repeat(64))).status).toBe(404);
    await device.quit();
    expect(holds(server.data, SENTINEL)).toEqual([]);
    const store = join(device.profile, 'Default', 'IndexedDB');
    expect(statSync(store).isDirectory()).toBe(true);
    expect(holds(store, SENTINEL)).toEqual([]);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await link.end();
    await server.end();
  }
});

test('what is no photo is refused in words, the rest is kept; a full device stops photos and not words', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const device = await Device.open({ width: 390, height: 844 });
  let page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    const good = await photo(page, 9);
    await server.down();
    await writeActivity(page, { title: 'Tệp lạ', kind: KIND, date: '07/5/2022' });
    const file = (name: string, bytes: Buffer | string) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
    await choose(page, [
      file('rong.jpg', ''),
      file('ve.jpg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      file('trang.jpg', '<!doctype html><script>alert(1)</script>'),
      file('lut.jpg', flood(good.buffer)),
      file('cut.jpg', good.buffer.subarray(0, 100_000)),
      // A page behind a sound photo: the photo is kept, the page is not.
      { ...good, name: 'kep.jpg', buffer: Buffer.concat([good.buffer, Buffer.from(`<script>${SENTINEL}</script>`)]) },
      file('chu.jpg', 'một dòng chữ'),
    ]);
    for (const words of ['Tệp rỗng', 'Không nhận tệp SVG', 'Tệp này là trang web', 'Ảnh quá lớn', 'Tệp bị hỏng', 'Tệp không phải ảnh']) {
      await expect(page.getByText(words).first()).toBeVisible({ timeout: 30_000 });
    }
    await expect(page.getByText('Đã lưu trên máy này, chờ gửi')).toHaveCount(1, { timeout: 30_000 });
    expect(await kept(page)).toBe(1);

    // Taken out, and put back.
    await page.getByRole('button', { name: 'Bỏ kep.jpg' }).click();
    await expect(page.getByText('Đã bỏ một tệp')).toBeVisible();
    await page.getByRole('button', { name: 'Lấy lại' }).click();
    await expect(page.getByText('Đã lưu trên máy này, chờ gửi')).toHaveCount(1);

    // A browser that has the database open goes by the room that it found before.
    const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await device.quit();
    await device.start();
    page = device.page;
    const cdp = await device.cdp();
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: used + 12_000_000 });
    await page.goto(`${server.url}/hoat-dong`);
    await page.getByText('Tệp lạ').first().click();
    await expect(page.getByText('Máy này sắp hết chỗ lưu')).toBeVisible();
    await expect(page.getByLabel('Chụp ảnh')).toHaveCount(0);
    await page.getByLabel('Nội dung và kết quả').fill('Chữ vẫn lưu được khi máy hết chỗ cho ảnh.');
    await expect(page.getByText(/Đã lưu trên máy này \d/)).toBeVisible();
    await expect(page.getByText('Đã lưu trên máy này, chờ gửi')).toHaveCount(1);
    await send(page);
    await server.up();
    await expect(page.getByRole('link', { name: /^Đã đồng bộ/ })).toBeVisible({ timeout: 30_000 });
    const head = await session(server.url, 'toan', await server.password());
    expect((await head.rows('blob')).length).toBe(1);
    expect(holds(server.data, SENTINEL)).toEqual([]);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('a photo without a word, the same one twice, and one that another device took out', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const [tablet, phone] = [await Device.open(), await Device.open({ width: 390, height: 844 })];
  const page = tablet.page;
  const waiting = page.getByText('Đã lưu trên máy này, chờ gửi');
  try {
    await tablet.signIn(server, 'hanh');
    await tablet.offlineReady();
    const one = await photo(page, 21);
    await server.down();
    await page.goto(`${server.url}/hoat-dong/moi`);
    await choose(page, [one, { ...one, name: 'lai.jpg' }]);
    // The second is made ready after the first, and is then the same.
    await expect.poll(() => kept(page), { timeout: 30_000 }).toBe(2);
    await expect(page.getByRole('button', { name: /^Bỏ (?!bản)/ })).toHaveCount(1, { timeout: 30_000 });
    await expect(waiting).toHaveCount(1);
    // Two files in the store, one picture in the form: taken out and put back as one.
    await page.getByRole('button', { name: /^Bỏ (?!bản)/ }).click();
    await expect(page.getByText('Đã bỏ một tệp')).toBeVisible();
    await expect(waiting).toHaveCount(0);
    await page.getByRole('button', { name: 'Lấy lại' }).click();
    await expect(waiting).toHaveCount(1);
    // Not a word was written, and the draft is found again; it counts as what is only here.
    await page.goto(`${server.url}/hoat-dong`);
    await page.getByText('Chưa có tên').first().click();
    await expect(waiting).toHaveCount(1);
    await page.getByLabel('Tên hoạt động').fill('Ảnh hai lần');
    await page.getByLabel('Loại', { exact: true }).selectOption({ label: KIND });
    await page.getByLabel('Ngày', { exact: true }).fill('07/5/2022');
    await send(page);
    await server.up();
    await expect(page.getByRole('link', { name: /^Đã đồng bộ/ })).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => kept(page), { timeout: 30_000 }).toBe(0);

    const own = await session(server.url, 'hanh', await server.password());
    const named = async () => (await own.rows('activity')).find((row) => /^Ảnh hai lần/.test(String(row.b.title)))?.b;
    expect(((await named())?.evidence as string[]).length).toBe(1);
    await phone.signIn(server, 'hanh');
    await phone.offlineReady();
    await phone.page.goto(`${server.url}/hoat-dong`);
    await phone.page.getByText('Ảnh hai lần').first().click();
    await phone.page.getByRole('link', { name: 'Sửa', exact: true }).click();
    await phone.page.getByRole('button', { name: /^Bỏ (?!bản)/ }).click();
    await saved(phone.page);
    await phone.page.getByRole('button', { name: /^Gửi/ }).click();
    await expect.poll(async () => ((await named())?.evidence as string[] | undefined)?.length ?? 0).toBe(0);

    await page.goto(`${server.url}/hoat-dong`);
    await page.getByText('Ảnh hai lần').first().click();
    await expect(page.getByText('đã tới máy chủ', { exact: false })).toHaveCount(0);
    await page.getByRole('link', { name: 'Sửa', exact: true }).click();
    await page.getByLabel('Tên hoạt động').fill('Ảnh hai lần, đã sửa');
    await expect(page.getByText(/Đã lưu trên máy này \d/)).toBeVisible();
    await expect(page.getByRole('button', { name: /^Bỏ (?!bản)/ })).toHaveCount(0);
    await page.getByRole('button', { name: /^Gửi/ }).click();
    await expect.poll(async () => (await named())?.title).toBe('Ảnh hai lần, đã sửa');
    expect(((await named())?.evidence as string[] | undefined) ?? []).toEqual([]);
    expect([...tablet.errors, ...phone.errors]).toEqual([]);
  } finally {
    await tablet.end();
    await phone.end();
    await server.end();
  }
});

test('room on the server ends between two photos: words go on, photos wait, and go when there is room', async () => {
  test.setTimeout(120_000);
  const server = await Server.start({ words: ['--photo-quota-mb', '1'] });
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    await writeActivity(page, { title: 'Ba ảnh, một chỗ', kind: KIND, date: '07/5/2022' });
    await choose(page, [await photo(page, 31), await photo(page, 32), await photo(page, 33)]);
    await expect(page.getByText(/Đã lưu trên máy này, chờ gửi|Đã tới máy chủ|Đang gửi/)).toHaveCount(3, { timeout: 60_000 });
    await saved(page);
    await send(page);
    const own = await session(server.url, 'hanh', await server.password());
    const blobs = async () => (await own.rows('blob')).length;
    const named = async (title: string) => (await own.rows('activity')).find((row) => row.b.title === title)?.b;
    await expect.poll(async () => ((await named('Ba ảnh, một chỗ'))?.evidence as string[] | undefined)?.length).toBe(3);
    await expect.poll(blobs, { timeout: 30_000 }).toBe(1);
    await expect(page.getByRole('link', { name: /^2 mục chỉ có trên máy này/ })).toBeVisible({ timeout: 30_000 });
    await page.goto(`${server.url}/dong-bo`);
    await expect(page.getByRole('heading', { name: 'Ảnh, tài liệu chưa tới máy chủ' })).toBeVisible();
    await expect(page.getByText('IMG_33.jpg')).toBeVisible();
    // Words that are written now are there at once.
    await writeActivity(page, { title: 'Chữ vẫn đi', kind: KIND, date: '08/5/2022' });
    await send(page);
    await expect.poll(async () => (await named('Chữ vẫn đi'))?.title).toBe('Chữ vẫn đi');
    expect(await device.outbox()).toBe(0);
    expect([await blobs(), await kept(page)]).toEqual([1, 2]);
    await server.down();
    await server.up({ words: [] });
    await page.goto(`${server.url}/dong-bo`);
    await expect.poll(blobs, { timeout: 60_000 }).toBe(3);
    await expect.poll(() => kept(page), { timeout: 30_000 }).toBe(0);
    await expect(page.getByRole('link', { name: /^Đã đồng bộ/ })).toBeVisible({ timeout: 30_000 });
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('a rescue file carries photos to another device', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const [old, fresh] = [await Device.open(), await Device.open()];
  try {
    for (const device of [old, fresh]) {
      await device.signIn(server, 'hanh');
      await device.offlineReady();
    }
    await server.down();
    await writeActivity(old.page, { title: 'Máy sắp hỏng', kind: KIND, date: '07/5/2022' });
    await choose(old.page, [await photo(old.page, 41)]);
    await expect(old.page.getByText('Đã lưu trên máy này, chờ gửi')).toHaveCount(1, { timeout: 30_000 });
    await old.page.goto(`${server.url}/dong-bo`);
    const coming = old.page.waitForEvent('download');
    await old.page.getByRole('button', { name: 'Tải tệp cứu hộ' }).click();
    const file = await (await coming).path();
    const take = async (words: RegExp) => {
      await fresh.page.getByLabel('Nhập tệp cứu hộ').setInputFiles(file);
      await expect(fresh.page.getByText(words)).toBeVisible({ timeout: 30_000 });
    };
    await fresh.page.goto(`${server.url}/dong-bo`);
    await take(/Thêm 1 ảnh, tài liệu/);
    expect(await kept(fresh.page)).toBe(1);
    // Taken in twice, it makes no second copy.
    await fresh.page.reload();
    await take(/Không có gì mới/);
    expect(await kept(fresh.page)).toBe(1);
    await fresh.page.goto(`${server.url}/hoat-dong`);
    await fresh.page.getByText('Máy sắp hỏng').first().click();
    await expect(fresh.page.getByText('Đã lưu trên máy này, chờ gửi')).toHaveCount(1);
    await send(fresh.page);
    await server.up();
    const head = await session(server.url, 'toan', await server.password());
    await expect.poll(async () => (await head.rows('blob')).length, { timeout: 30_000 }).toBe(1);
    expect([...old.errors, ...fresh.errors]).toEqual([]);
  } finally {
    await old.end();
    await fresh.end();
    await server.end();
  }
});

test('files that another app shares wait for a form, and each has a caption', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const device = await Device.open({ width: 390, height: 844 });
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    const one = await photo(page, 51);
    await server.down();
    // As the system hands it over: a form from outside that the service worker answers.
    const share = async (files: FileSample[]) => {
      await page.goto('about:blank');
      await page.setContent(`<form action="${server.url}/chia-se" method="post" enctype="multipart/form-data"><input type="file" name="files" multiple><button>Chia sẻ</button></form>`);
      await page.locator('input').setInputFiles(files);
      await page.getByRole('button', { name: 'Chia sẻ' }).click();
    };
    await share([one, { name: 've.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }]);
    await expect(page).toHaveURL(/\/hoat-dong\/moi$/);
    await expect(page.getByText('2 tệp được chia sẻ từ ứng dụng khác')).toBeVisible();
    // Left for now, it waits.
    await page.goto(`${server.url}/hoat-dong`);
    await page.goto(`${server.url}/hoat-dong/moi`);
    await page.getByRole('button', { name: 'Thêm vào đây' }).click();
    await expect(page.getByText('Không nhận tệp SVG')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('Đã lưu trên máy này, chờ gửi')).toHaveCount(1, { timeout: 30_000 });
    const caption = page.getByLabel('Chú thích', { exact: true });
    await caption.pressSequentially('Trao quà tại xã ');
    await expect(caption).toHaveValue('Trao quà tại xã ');
    await caption.pressSequentially('Hưng Đông');
    await page.getByLabel('Tên hoạt động').fill('Được chia sẻ');
    await page.getByLabel('Loại', { exact: true }).selectOption({ label: KIND });
    await page.getByLabel('Ngày', { exact: true }).fill('07/5/2022');
    await saved(page);
    await page.reload();
    await expect(page.getByLabel('Ngày', { exact: true })).toHaveValue('07/5/2022');
    await expect(page.getByLabel('Chú thích', { exact: true })).toHaveValue('Trao quà tại xã Hưng Đông');
    await expect(page.getByText('được chia sẻ từ ứng dụng khác')).toHaveCount(0);
    await send(page);
    await server.up();
    const own = await session(server.url, 'toan', await server.password());
    const named = async () => (await own.rows('activity')).find((row) => row.b.title === 'Được chia sẻ')?.b.evidence as string[] | undefined;
    await expect.poll(async () => (await named())?.map((piece) => piece.replace(/^[0-9a-f]{64}/, '')), { timeout: 30_000 }).toEqual(['.jpg Trao quà tại xã Hưng Đông']);
    // What nobody wants is put away.
    await share([one]);
    await page.getByRole('button', { name: 'Bỏ, không dùng' }).click();
    await page.reload();
    await expect(page.getByLabel('Tên hoạt động')).toBeVisible();
    await expect(page.getByText('được chia sẻ từ ứng dụng khác')).toHaveCount(0);
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});
