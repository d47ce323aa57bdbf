// Ways of looking at the list that a person has named.
import { expect, test, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { goto } from '../harness/write.ts';

const select = (page: Page) => page.getByRole('combobox', { name: 'Chế độ xem', exact: true });
const chosen = (page: Page) => select(page).evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.textContent);
const name = (page: Page) => page.getByRole('dialog').getByLabel('Tên chế độ xem');

async function press(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
}

async function leave(page: Page): Promise<void> {
  await goto(page, '/cai-dat');
  await press(page, 'Đăng xuất');
  const sure = page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất' });
  if (await sure.isVisible().catch(() => false)) await sure.click();
  await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
}

test('a view is named by keyboard, found again after a reload, renamed and removed, all without a network', async () => {
  const server = await Server.start();
  const device = await Device.open({ width: 1280, height: 900 });
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await device.offlineReady();
    await server.down();
    await goto(page, '/hoat-dong');
    await expect(select(page), 'nothing saved, nothing to choose').toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Lưu chế độ xem…' })).toHaveCount(0);

    await page.getByLabel('Tìm hoạt động').fill('nghi phu');
    await press(page, 'Đơn vị');
    await press(page, 'Đợt 1');
    await press(page, 'Đã xác nhận');
    await page.getByLabel('Nhóm theo').selectOption({ label: 'Phong trào' });
    const save = page.getByRole('button', { name: 'Lưu chế độ xem…' });
    await save.focus();
    await page.keyboard.press('Enter');
    await expect(name(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(name(page)).toHaveAccessibleDescription(/Nhập tên chế độ xem/);
    await page.keyboard.type('Nghi Phú, đợt một');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Đã lưu chế độ xem “Nghi Phú, đợt một”.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Đổi tên hoặc bỏ…' })).toBeFocused();
    expect(await chosen(page)).toBe('Nghi Phú, đợt một');

    await page.reload();
    await expect(select(page)).toBeVisible();
    expect(await chosen(page)).toBe('Mặc định');
    await page.getByLabel('Tìm hoạt động').fill('x');
    await expect.poll(() => chosen(page)).toBe('Đang chọn (chưa lưu)');
    await press(page, 'Lưu chế độ xem…');
    await name(page).fill('Nghi Phú, đợt một');
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(name(page)).toHaveAccessibleDescription(/Đã có chế độ xem mang tên này/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await select(page).selectOption({ label: 'Nghi Phú, đợt một' });
    await expect(page.getByLabel('Tìm hoạt động')).toHaveValue('nghi phu');
    for (const chip of ['Đơn vị', 'Đợt 1', 'Đã xác nhận']) {
      await expect(page.getByRole('button', { name: chip, exact: true })).toHaveAttribute('aria-pressed', 'true');
    }
    await expect(page.getByLabel('Nhóm theo')).toHaveValue('movement');

    await press(page, 'Đổi tên hoặc bỏ…');
    await expect(name(page)).toHaveValue('Nghi Phú, đợt một');
    await name(page).fill('Của xã Nghi Phú');
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect.poll(() => chosen(page)).toBe('Của xã Nghi Phú');
    await select(page).selectOption({ label: 'Mặc định' });
    await expect(page.getByLabel('Tìm hoạt động')).toHaveValue('');
    await expect(page.getByRole('button', { name: 'Của tôi', exact: true })).toHaveAttribute('aria-pressed', 'true');

    await select(page).selectOption({ label: 'Của xã Nghi Phú' });
    await press(page, 'Đổi tên hoặc bỏ…');
    await press(page, 'Bỏ chế độ xem này');
    await expect(page.getByText('Đã bỏ chế độ xem “Của xã Nghi Phú”.')).toBeVisible();
    await expect(select(page)).toHaveCount(0);
    await expect(page.getByLabel('Tìm hoạt động'), 'what is shown stays').toHaveValue('nghi phu');
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});

test('the next person on a shared tablet does not see a view; it waits for its own person', async () => {
  const server = await Server.start();
  const device = await Device.open();
  const page = device.page;
  try {
    await device.signIn(server, 'hanh');
    await goto(page, '/hoat-dong');
    await press(page, 'Đã gửi');
    await press(page, 'Lưu chế độ xem…');
    await name(page).fill('Riêng của chị Hạnh');
    await page.keyboard.press('Enter');
    await expect(select(page)).toBeVisible();
    await leave(page);
    await device.signIn(server, 'duc.lv');
    await goto(page, '/hoat-dong');
    await expect(page.getByLabel('Nhóm theo')).toBeVisible();
    await expect(select(page)).toHaveCount(0);
    await expect(page.getByText('Riêng của chị Hạnh')).toHaveCount(0);
    await leave(page);
    await device.signIn(server, 'hanh');
    await goto(page, '/hoat-dong');
    await select(page).selectOption({ label: 'Riêng của chị Hạnh' });
    await expect(page.getByRole('button', { name: 'Đã gửi', exact: true })).toHaveAttribute('aria-pressed', 'true');
    expect(device.errors).toEqual([]);
  } finally {
    await device.end();
    await server.end();
  }
});
