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

export async function goto(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
