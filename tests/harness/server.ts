// Starts, stops, kills and restarts the real server on one port and one data folder.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const BIN = process.env.THIDUA_BIN ?? resolve(import.meta.dirname, '../../target/release/thidua');
export const DEMO_PASSWORD_API = '/api/v1/demo';

export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

export class Server {
  private child?: ChildProcess;
  log = '';

  private constructor(
    readonly port: number,
    readonly data: string,
    private dist?: string,
    /** More words for the command line, until it is started with others. */
    private words: string[] = [],
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async start(options: { dist?: string; words?: string[] } = {}): Promise<Server> {
    const server = new Server(await freePort(), mkdtempSync(join(tmpdir(), 'thidua-e2e-')), options.dist, options.words);
    await server.up();
    return server;
  }

  /** A second server on a copy of this one's data, which stands still meanwhile. */
  async twin(): Promise<Server> {
    await this.down();
    const twin = new Server(await freePort(), mkdtempSync(join(tmpdir(), 'thidua-e2e-')), this.dist, this.words);
    cpSync(this.data, twin.data, { recursive: true });
    await Promise.all([this.up(), twin.up()]);
    return twin;
  }

  /** Starts it on the same port with the same data; waits until it answers. */
  async up(options: { dist?: string; words?: string[] } = {}): Promise<void> {
    if (options.dist) this.dist = options.dist;
    if (options.words) this.words = options.words;
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, '--data', this.data, '--demo', ...this.words];
    if (this.dist) args.push('--dist', this.dist);
    const child = spawn(BIN, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => (this.log += chunk));
    child.stderr.on('data', (chunk) => (this.log += chunk));
    this.child = child;
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      if (child.exitCode !== null) throw new Error(`the server ended at its start: ${this.log.slice(-2000)}`);
      const ready = await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((go) => setTimeout(go, 25));
    }
    throw new Error(`the server did not answer: ${this.log.slice(-2000)}`);
  }

  /** Stops it; SIGTERM lets it finish, SIGKILL does not. */
  async down(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(late);
  }

  /** Runs an operator's command on this server's data. */
  command(...args: string[]): string {
    const done = spawnSync(BIN, [...args, '--data', this.data], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`thidua ${args.join(' ')}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  /** Resident memory of the server in MB. */
  memory(): number {
    const status = readFileSync(`/proc/${this.child?.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  async end(): Promise<void> {
    await this.down('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }

  async password(): Promise<string> {
    const demo = await (await fetch(`${this.url}${DEMO_PASSWORD_API}`)).json();
    return demo.password;
  }
}
