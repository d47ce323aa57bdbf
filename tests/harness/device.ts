// A person's device: a real Chromium with its own profile, which can be killed and opened again.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import type { Server } from './server';

const CHROME = process.env.CHROME ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--disable-extensions', '--mute-audio',
  '--disable-features=Translate,OptimizationHints', '--lang=vi', '--remote-debugging-port=0',
];

/** What a load met once, with the server down and an active worker that holds the page; why the worker did not answer is not known. */
const PAST_WORKER = /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED/;

/** A person presses again then, and so does this, once. An app that does not start without a network fails all the same. */
function twice(page: Page, way: 'goto' | 'reload'): void {
  const plain = page[way].bind(page) as (...words: unknown[]) => Promise<unknown>;
  const again = (...words: unknown[]) => plain(...words).catch((error: Error) => {
    if (!PAST_WORKER.test(error.message)) throw error;
    console.log(`${way} ${page.url()}: the worker did not answer, once more`);
    return plain(...words);
  });
  Object.assign(page, { [way]: again });
}

export class Device {
  private process?: ChildProcess;
  private browser?: Browser;
  page!: Page;
  context!: BrowserContext;
  errors: string[] = [];
  port = 0;
  /** More words for the browser's command line at its next start. */
  flags: string[] = [];

  private constructor(
    readonly profile: string,
    readonly size: { width: number; height: number },
  ) {}

  /** `at` is the folder of its profile; a fresh one by default. */
  static async open(size = { width: 820, height: 1180 }, at?: string): Promise<Device> {
    const device = new Device(at ?? mkdtempSync(join(tmpdir(), 'thidua-device-')), size);
    await device.start();
    return device;
  }

  /** Opens the browser on the profile as it lies on disk. */
  async start(): Promise<void> {
    const portFile = join(this.profile, 'DevToolsActivePort');
    rmSync(portFile, { force: true });
    this.process = spawn(CHROME, [...FLAGS, ...this.flags, `--user-data-dir=${this.profile}`, 'about:blank'], {
      stdio: 'ignore',
      detached: true,
    });
    const end = Date.now() + 20_000;
    while (!existsSync(portFile) || !readFileSync(portFile, 'utf8').includes('\n')) {
      if (Date.now() > end) throw new Error('Chromium did not start');
      await new Promise((go) => setTimeout(go, 20));
    }
    this.port = Number(readFileSync(portFile, 'utf8').split('\n')[0]);
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${this.port}`);
    this.context = this.browser.contexts()[0];
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    await this.dress(this.page);
  }

  async tab(): Promise<Page> {
    const page = await this.context.newPage();
    await this.dress(page);
    return page;
  }

  private async dress(page: Page): Promise<void> {
    twice(page, 'goto');
    twice(page, 'reload');
    await page.setViewportSize(this.size);
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.errors.push(String(error)));
    this.hearPanics(page);
  }

  /** Keeps what the program says when it breaks among this device's errors. */
  hearPanics(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error' && /panicked|unreachable/.test(message.text())) this.errors.push(message.text());
    });
  }

  /** As a battery that is pulled: the whole process group at once. */
  async kill(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child?.pid) return;
    const ended = new Promise((done) => child.once('exit', done));
    process.kill(-child.pid, 'SIGKILL');
    await ended;
    this.browser = undefined;
  }

  /** As a person closes it: the browser writes down what it holds, cookies among it. */
  async quit(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child) return;
    const ended = new Promise((done) => child.once('exit', done));
    const cdp = await this.browser?.newBrowserCDPSession();
    await cdp?.send('Browser.close').catch(() => undefined);
    await ended;
    this.browser = undefined;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async cdp(page = this.page): Promise<CDPSession> {
    return this.context.newCDPSession(page);
  }

  async signIn(server: Server, login: string, page = this.page): Promise<void> {
    await page.goto(server.url);
    await page.getByLabel('Tên đăng nhập').fill(login);
    await page.getByLabel('Mật khẩu', { exact: true }).fill(await server.password());
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await expect(page.getByRole('navigation').first()).toBeVisible();
  }

  /** Waits until the program is stored for starts without a network, and what the person may see has been read. */
  async offlineReady(page = this.page): Promise<void> {
    await expect(page.getByRole('link', { name: /Lần đồng bộ gần nhất: (?!chưa)/ })).toBeVisible();
    await page.waitForFunction(async () => {
      // One that is still taking over is there, and does not answer every load yet.
      return navigator.serviceWorker.controller?.state === 'activated' && (await caches.keys()).length > 0;
    });
    // Without a load through the worker while there is a network, one load in ten right after the first visit finds no worker
    // when the network is taken away by DevTools; with it, none.
    await page.reload();
    await expect(page.getByRole('link', { name: /Lần đồng bộ gần nhất: (?!chưa)/ })).toBeVisible();
  }

  /** What lies in this person's outbox on the device. */
  async outbox(page = this.page): Promise<number> {
    return page.evaluate(async () => {
      const person = localStorage.getItem('thidua.person');
      const open = indexedDB.open(`thidua.${person}`);
      const db: IDBDatabase = await new Promise((done, fail) => {
        open.onsuccess = () => done(open.result);
        open.onerror = () => fail(open.error);
      });
      const count = db.transaction('outbox').objectStore('outbox').count();
      const found: number = await new Promise((done) => (count.onsuccess = () => done(count.result)));
      db.close();
      return found;
    });
  }
}
