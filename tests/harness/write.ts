// What people do on the screens, by role and label.
import { expect, type Page } from '@playwright/test';

export interface Written {
  title: string;
  kind?: string;
  date?: string;
  place?: string;
  text?: string;
}

/** Opens the form and writes; waits until the screen says that it is on the device. */
export async function writeActivity(page: Page, written: Written, options: { wait?: boolean } = {}): Promise<void> {
  await page.goto(new URL('/hoat-dong/moi', page.url()).href);
  await page.getByLabel('Tên hoạt động').fill(written.title);
  if (written.kind !== undefined) await page.getByLabel('Loại', { exact: true }).selectOption({ label: written.kind });
  if (written.date !== undefined) await page.getByLabel('Ngày', { exact: true }).fill(written.date);
  if (written.place !== undefined) await page.getByLabel('Địa điểm').fill(written.place);
  if (written.text !== undefined) await page.getByLabel('Nội dung và kết quả').fill(written.text);
  if (options.wait !== false) await saved(page);
}

export async function saved(page: Page): Promise<void> {
  // The form's own line; photos have words of their own.
  await expect(page.getByText('Đang lưu…')).toHaveCount(0);
  await expect(page.getByText(/Đã lưu trên máy này \d/).first()).toBeVisible();
}

export async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Gửi/ }).click();
  await expect(page).toHaveURL(/\/hoat-dong$/);
}

/** Goes to a page of the app. One that does not come tells what it waits for. */
export async function goto(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible().catch(async (error: Error) => {
    throw new Error(`${path}: ${error.message}\n${await whatItWaitsFor(page)}`, { cause: error });
  });
}

/** Whether the page stands before or after its start, what has come of its files, and who answers it now. */
async function whatItWaitsFor(page: Page): Promise<string> {
  const look = page.evaluate(async () => {
    const within = (name: string, work: Promise<unknown>) => {
      const started = performance.now();
      const late = new Promise((done) => setTimeout(done, 3_000, 'nothing for 3 s'));
      const said = (what: unknown) => `${name}: ${what} after ${Math.round(performance.now() - started)} ms`;
      return Promise.race([work, late]).then(said, said);
    };
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const worker = navigator.serviceWorker;
    const opens = (name: string) =>
      new Promise((done) => {
        const open = indexedDB.open(name);
        open.onupgradeneeded = () => open.transaction?.abort();
        open.onerror = () => done(open.error?.name);
        open.onsuccess = () => done(open.result.close() ?? 'open');
      });
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const file = files.find(({ name }) => name.includes('/assets/'))?.name ?? '/';
    return [
      document.getElementById('boot') ? 'before its start' : 'started',
      `reads ${JSON.stringify(document.body.innerText.slice(0, 400))}, ${document.querySelectorAll('h1').length} headings`,
      `worker ${worker.controller?.state}`,
      ...files.map((one) => `${one.name.split('/').pop()} ${Math.round(one.startTime)}–${Math.round(one.responseEnd)}`),
      ...(await Promise.all(names.map((name) => within(name, opens(name))))),
      await within('registration', worker.getRegistration().then((found) => found?.active?.state)),
      await within('a file', fetch(file).then((answer) => answer.status)),
      await within('the server', fetch('/healthz').then((answer) => answer.status)),
    ].join(', ');
  });
  return Promise.race([look, new Promise<string>((done) => setTimeout(done, 15_000, 'its page does not answer'))]).catch(String);
}

/** Today as people of Viet Nam write it. */
export const today = (): string => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/');

/** Fills a field with a moment, so many minutes from now, as people of Viet Nam write it. */
export async function moment(page: Page, label: string, minutes: number): Promise<void> {
  const [day, time] = new Date(Date.now() + minutes * 60_000 + 7 * 3_600_000).toISOString().split('T');
  const field = page.getByLabel(`${label}, ngày`, { exact: true });
  await field.fill(day.split('-').reverse().join('/'));
  await page.locator('.moment', { has: field }).getByLabel('Giờ').fill(time.slice(0, 5).replace(':', 'h'));
}

/** Creates an event of this unit, from an hour ago to three hours from now, and opens its check-in. Answers its address. */
export async function planEvent(page: Page, title: string): Promise<string> {
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
  await page.getByRole('link', { name: 'Đến trang điểm danh' }).click();
  await expect(page.getByRole('link', { name: 'Chiếu mã hội trường' })).toBeVisible();
  return new URL(page.url()).pathname;
}
