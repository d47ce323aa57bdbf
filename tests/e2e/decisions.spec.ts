// What comes after the council's vote: who signs publishes without a seat, awards are corrected and revoked by decisions of their
// own, and an initiative serves once.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { Device } from '../harness/device.ts';
import { Server } from '../harness/server.ts';
import { session } from '../harness/session.ts';
import { goto, saved } from '../harness/write.ts';

const SESSION = '01980000-0000-7000-8000-00000000c0de';
const DECISION = '01980000-0000-7000-8000-00000000dec1';
const INITIATIVE = 'sk-2022-07';

const offline = (device: Device) => device.context.setOffline(true);
const sent = (device: Device) => expect.poll(() => device.outbox(), { timeout: 20_000 }).toBe(0);

async function online(device: Device): Promise<void> {
  await device.context.setOffline(false);
  await sent(device);
}

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};

/** A session that is closed, with two dossiers that passed and a decision that waits for a signature. */
async function decided(server: Server): Promise<void> {
  const password = await server.password();
  const as = (login: string) => session(server.url, login, password);
  const [admin, toan, nam] = [await as('tuan'), await as('toan'), await as('nam.vd')];
  await admin.send('grant.give@1', 'thuong.signer', { person: 'thuong-bth', role: 'signer', unit: 'na', from: '2021-10-01', to: null });
  const fields = { kind: 'cong_trang', person: 'hanh-nt', achievements: 'Hoàn thành xuất sắc nhiệm vụ.', from: '2021-10-01', to: '2022-09-30', initiatives: [INITIATIVE] };
  await toan.send('nomination.propose@1', 'n100', { unit: 'na-kv3', fields: { ...fields, award: 'giay-khen' } });
  await toan.send('nomination.propose@1', 'n101', { unit: 'na-kv3', fields: { ...fields, award: 'cstd-cs' } });
  await nam.send('council.convene@1', SESSION, {
    unit: 'na', title: 'Phiên họp xét thi đua năm 2022', year: 2022, rules: 'r3-152-2025', when: '2026-11-26T08:30', mode: 'meeting', place: 'Tầng 3',
  });
  for (const nomination of ['n100', 'n002']) await nam.send('council.take_up@1', `${SESSION}.${nomination}`, {});
  await nam.send('council.open@1', SESSION, {});
  for (const person of ['truong-px', 'tam-htm', 'hien-ntt', 'thang-td', 'nam-vd', 'hung-dv', 'nga-ht']) {
    await nam.send('council.attend@1', SESSION, { person, present: true });
  }
  for (const nomination of ['n100', 'n002']) {
    const id = `${SESSION}.${nomination}`;
    await nam.send('council.ballot_open@1', id, { method: 'hands', percent: 80, ground: 'Điều 8 Quy chế hoạt động của Hội đồng' });
    const ballot = (await nam.rows('ballot')).find((row) => row.k[1] === id)!.b.frozen;
    await nam.send('council.hands@1', id, { ballot, yes: 7, no: 0, abstain: 0 });
  }
  await nam.send('council.close@1', SESSION, {});
  await nam.send('council.stage@1', DECISION, { session: SESSION, title: 'Về việc tặng danh hiệu thi đua năm 2022' });
}

async function sign(form: Page | Locator, number: string): Promise<void> {
  await form.getByLabel('Số quyết định').fill(number);
  await form.getByLabel('Ngày ký', { exact: true }).fill('26/11/2026');
  await form.getByLabel('Chức vụ ký').fill('Trưởng Thi hành án dân sự tỉnh Nghệ An');
  await form.getByLabel('Địa danh').fill('Nghệ An');
}

test('a decision is signed by who has no seat, then corrected and revoked, and its initiative serves once', async () => {
  test.setTimeout(180_000);
  const server = await Server.start();
  const devices: Device[] = [];
  const device = async (login: string) => {
    const one = await Device.open({ width: 820, height: 1180 });
    devices.push(one);
    await one.signIn(server, login);
    await one.offlineReady();
    return one;
  };
  try {
    await decided(server);
    // Before anything is published, two nominations that name one initiative tell of each other.
    const toan = await device('toan');
    await goto(toan.page, '/de-nghi/n101');
    await expect(toan.page.getByText(`Sáng kiến ${INITIATIVE} cũng được nêu ở đề nghị khác`)).toBeVisible({ timeout: 20_000 });

    // Who signs sees what it is called, and no outcome; number and day are given without a network.
    const thuong = await device('thuong');
    await expect(thuong.page.getByText('Quyết định chờ ký: 1').first()).toBeVisible({ timeout: 20_000 });
    await shot(thuong.page, 'today');
    await thuong.page.getByText('Về việc tặng danh hiệu thi đua năm 2022').first().click();
    await expect(thuong.page.getByText('Nội dung trình ký')).toBeVisible();
    await expect(thuong.page.getByText('Nguyễn Thị Hạnh')).toHaveCount(0);
    await thuong.page.getByRole('button', { name: 'Xác nhận đã ký và công bố' }).click();
    await expect(thuong.page.getByText('Ghi số quyết định.')).toBeVisible();
    await offline(thuong);
    await sign(thuong.page, '45/QĐ-THADS');
    await shot(thuong.page, 'sign');
    await thuong.page.getByRole('button', { name: 'Xác nhận đã ký và công bố' }).click();
    await expect(thuong.page.getByText('Chờ gửi').first()).toBeVisible();
    await online(thuong);
    await expect(thuong.page.getByText('Quyết định số 45/QĐ-THADS ngày 26/11/2026').first()).toBeVisible({ timeout: 20_000 });
    await expect(thuong.page.getByText('Nguyễn Thị Hạnh').first()).toBeVisible();
    await expect(thuong.page.getByText(`Sáng kiến đã sử dụng: ${INITIATIVE}`)).toBeVisible();
    await shot(thuong.page, 'published');

    // The initiative is used from now on: on the page of the other nomination, and in a new form.
    await expect(toan.page.getByText(`Sáng kiến ${INITIATIVE} đã được sử dụng`)).toBeVisible({ timeout: 20_000 });
    await shot(toan.page, 'nomination');
    await goto(toan.page, '/de-nghi/moi');
    await toan.page.getByLabel('Danh hiệu, hình thức khen thưởng').first().selectOption('cstd-cs');
    await toan.page.getByRole('combobox', { name: /Cá nhân/ }).fill('Hạnh');
    await toan.page.getByRole('option', { name: /Nguyễn Thị Hạnh/ }).first().click();
    await toan.page.getByRole('checkbox', { name: new RegExp(INITIATIVE) }).check();
    await saved(toan.page);
    await expect(toan.page.getByText(`Sáng kiến ${INITIATIVE} đã được sử dụng`)).toBeVisible();
    await expect(toan.page.getByText(/Không được dùng lại/)).toBeVisible();
    await shot(toan.page, 'form');

    // From the gold board, without a network: a correction, then a revocation; each says before what becomes of it.
    const truong = await device('truong');
    await goto(truong.page, '/de-nghi/bang-vang');
    await truong.page.getByText('Nguyễn Thị Hạnh').first().click();
    await truong.page.getByRole('link', { name: 'Toàn bộ quyết định' }).last().click();
    await expect(truong.page.getByText('Danh sách khen thưởng')).toBeVisible();
    await offline(truong);
    const dialog = truong.page.getByRole('dialog');
    await truong.page.getByRole('button', { name: 'Sửa đổi mục của Lê Văn Đức' }).click();
    await dialog.getByLabel('Chức vụ, đơn vị ghi trên quyết định').fill('Chấp hành viên trung cấp');
    await dialog.getByLabel('Lý do').fill('Sai chức vụ khi soạn thảo');
    await dialog.getByLabel('Căn cứ pháp lý').fill('Điều 18 Quy chế thi đua, khen thưởng');
    await sign(dialog, '46/QĐ-THADS');
    await dialog.getByLabel('Người ký').selectOption({ label: 'Phạm Xuân Trường' });
    await expect(dialog.getByText('Sau khi ban hành')).toBeVisible();
    await expect(dialog.locator('.entry-changes')).toContainText('Chấp hành viên trung cấp');
    await shot(truong.page, 'correct');
    await dialog.getByRole('button', { name: 'Ban hành quyết định sửa đổi' }).click();
    await expect(truong.page.getByText('Chờ gửi').first()).toBeVisible();

    await truong.page.getByRole('button', { name: 'Hủy bỏ khen thưởng của Nguyễn Thị Hạnh' }).click();
    await dialog.getByRole('button', { name: 'Ban hành quyết định hủy bỏ' }).click();
    await expect(dialog.getByText('Ghi lý do hủy bỏ hoặc sửa đổi.')).toBeVisible();
    await dialog.getByLabel('Lý do').fill('Khai không đúng thành tích');
    await dialog.getByLabel('Chức vụ ký').fill('Phó Trưởng Thi hành án dân sự tỉnh');
    // What was written is there again after the dialog was left, and after a reload.
    await truong.page.keyboard.press('Escape');
    await truong.page.reload();
    await truong.page.getByRole('button', { name: 'Hủy bỏ khen thưởng của Nguyễn Thị Hạnh' }).click();
    await expect(dialog.getByLabel('Lý do')).toHaveValue('Khai không đúng thành tích');
    await expect(dialog.getByLabel('Chức vụ ký')).toHaveValue('Phó Trưởng Thi hành án dân sự tỉnh');
    await dialog.getByLabel('Căn cứ pháp lý').fill('khoản 2 Điều 93 Luật Thi đua, khen thưởng');
    await sign(dialog, '47/QĐ-THADS');
    await dialog.getByLabel('Người ký').selectOption({ label: 'Phạm Xuân Trường' });
    await expect(dialog.getByText(`Sáng kiến ${INITIATIVE} không còn tính là đã sử dụng.`)).toBeVisible();
    await shot(truong.page, 'revoke');
    await dialog.getByRole('button', { name: 'Ban hành quyết định hủy bỏ' }).click();
    await online(truong);

    await expect(truong.page.getByText('Đã bị hủy bỏ theo Quyết định số 47/QĐ-THADS ngày 26/11/2026')).toBeVisible({ timeout: 20_000 });
    await expect(truong.page.getByText('Được sửa đổi theo Quyết định số 46/QĐ-THADS ngày 26/11/2026')).toBeVisible();
    await expect(truong.page.getByText('Khai không đúng thành tích').first()).toBeVisible();
    await truong.page.getByText('Nội dung khi công bố').click();
    await expect(truong.page.getByRole('table').getByText('Nguyễn Thị Hạnh')).toBeVisible();
    await shot(truong.page, 'standing');
    await truong.page.getByRole('link', { name: /47\/QĐ-THADS/ }).click();
    await expect(truong.page.getByText('khoản 2 Điều 93 Luật Thi đua, khen thưởng')).toBeVisible();
    await shot(truong.page, 'revocation');

    // Everybody's board says so, and the initiative is free again.
    await goto(thuong.page, '/de-nghi/bang-vang');
    await expect(thuong.page.getByText('Đã bị hủy bỏ').first()).toBeVisible({ timeout: 20_000 });
    await goto(toan.page, '/de-nghi/n101');
    await expect(toan.page.getByText(`Sáng kiến ${INITIATIVE} đã được sử dụng`)).toHaveCount(0, { timeout: 20_000 });
    for (const one of devices) expect(one.errors).toEqual([]);
  } finally {
    for (const one of devices) await one.end();
    await server.end();
  }
});

test('a session of which no paper comes any more says so once, from a device without a network', async () => {
  test.setTimeout(120_000);
  const server = await Server.start();
  const [secretary, head] = [await Device.open(), await Device.open({ width: 390, height: 844 })];
  try {
    await decided(server);
    await secretary.signIn(server, 'nam.vd');
    await secretary.offlineReady();
    await head.signIn(server, 'toan');
    await goto(head.page, '/de-nghi/n100');
    await expect(head.page.getByText('đang ở thủ trưởng đơn vị')).toBeVisible();
    await goto(secretary.page, `/phien-hop/${SESSION}`);
    await offline(secretary);
    const note = secretary.page.getByRole('button', { name: 'Ghi việc thông báo kết quả' });
    const dialog = secretary.page.getByRole('dialog');
    await note.click();
    await dialog.getByRole('button', { name: 'Ghi thông báo' }).click();
    await expect(dialog.getByText('Ghi số thông báo.')).toBeVisible();
    await dialog.getByLabel('Số thông báo').fill('12/TB-THADS');
    await dialog.getByRole('button', { name: 'Ghi thông báo' }).click();
    await expect(secretary.page.getByText(/Thông báo số 12\/TB-THADS ngày/)).toBeVisible();
    await expect(note).toHaveCount(0);
    await expect(secretary.page.getByText('Chờ gửi').first()).toBeVisible();
    await secretary.context.setOffline(false);
    // Whether it passed is told by no word of it.
    await expect(head.page.getByText('hồ sơ không có trong quyết định, tờ trình của phiên họp')).toBeVisible();
    await expect(head.page.getByText(/Theo Thông báo số 12\/TB-THADS ngày/)).toBeVisible();
    await expect(secretary.page.getByText('Chờ gửi')).toHaveCount(0);
    expect([...secretary.errors, ...head.errors]).toEqual([]);
  } finally {
    await Promise.all([secretary, head, server].map((one) => one.end()));
  }
});
