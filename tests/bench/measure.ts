// What the benchmarks share: the codec of the device's store, records of 551 bytes, medians.
import type { Page } from '@playwright/test';
import { handIn, submit, type Fields } from '../harness/seed.ts';
import type { Server } from '../harness/server.ts';

/** An activity whose command is about 551 bytes of JSON. */
export function activity(n: number): Fields {
  return {
    title: `Hoạt động số ${n} của bộ số liệu đo`,
    kind: 'professional',
    date: `2022-0${1 + (n % 9)}-${String(1 + (n % 28)).padStart(2, '0')}`,
    place: 'xã Hưng Đông',
    text: 'Nội dung đo '.repeat(12),
  };
}

/** What one person may hand in at once. */
const SHARE = 25_000;

/** Puts `count` activities on the server over its own interface, by as many people of a unit as that takes. Answers the head. */
export async function fill(server: Server, logins: string[], count: number): Promise<number> {
  let head = 0;
  for (const login of logins) {
    const share = Math.min(SHARE, count);
    const fields = Array.from({ length: share }, (_, n) => activity(n));
    if (share > 0) head = Math.max(head, await handIn(server, login, fields));
    count -= share;
  }
  if (count > 0) throw new Error(`${count} activities are left: name more people`);
  return head;
}

/** The seq up to which this device's store is durable; 0 before the first page. */
export async function durableSeq(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const open = indexedDB.open(`thidua.${localStorage.getItem('thidua.person')}`);
    const db: IDBDatabase = await new Promise((done, fail) => {
      open.onsuccess = () => done(open.result);
      open.onerror = () => fail(open.error);
    });
    const get = db.transaction('meta').objectStore('meta').get('meta');
    const bytes: Uint8Array | undefined = await new Promise((done) => (get.onsuccess = () => done(get.result)));
    db.close();
    if (!bytes) return 0;
    return JSON.parse(new TextDecoder().decode(bytes.subarray(5))).position?.cursor.seq ?? 0;
  });
}

/** Writes commands into the device's outbox as the app itself stores them. Call on a page of the origin without the app. */
export async function queue(page: Page, person: string, count: number): Promise<void> {
  const commands = Array.from({ length: count }, (_, n) => submit(activity(n), '00000000-0000-4000-8000-000000000000'));
  await page.evaluate(
    async ({ person, commands }) => {
      const mask = (1n << 64n) - 1n;
      const encode = (value: unknown) => {
        const body = new TextEncoder().encode(JSON.stringify(value));
        const view = new DataView(body.buffer);
        let sum = 0x811c9dc5n;
        const step = (word: bigint) => {
          sum = ((((sum << 5n) | (sum >> 59n)) & mask) ^ word) & mask;
          sum = (sum * 0x0100000001b3n) & mask;
        };
        const whole = Math.floor(body.length / 8) * 8;
        for (let at = 0; at < whole; at += 8) step(view.getBigUint64(at, true));
        for (let at = whole; at < body.length; at += 1) step(BigInt(body[at]));
        const folded = Number((sum ^ (sum >> 32n)) & 0xffffffffn);
        const out = new Uint8Array(5 + body.length);
        out[0] = 1;
        new DataView(out.buffer).setUint32(1, folded, true);
        out.set(body, 5);
        return out;
      };
      const open = indexedDB.open(`thidua.${person}`);
      const db: IDBDatabase = await new Promise((done, fail) => {
        open.onsuccess = () => done(open.result);
        open.onerror = () => fail(open.error);
      });
      const tx = db.transaction('outbox', 'readwrite');
      for (const command of commands) tx.objectStore('outbox').add(encode({ cseq: 0, command, state: 'queued' }));
      await new Promise((done, fail) => {
        tx.oncomplete = done;
        tx.onabort = () => fail(tx.error);
      });
      db.close();
    },
    { person, commands },
  );
}

/** Notes when the first list of activities has been painted, from the start of the navigation, in milliseconds. */
export async function watchFirstList(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const look = () => {
      const row = document.querySelector('main [role="listitem"], main li a, main .list-item');
      if (!row) return requestAnimationFrame(look);
      requestAnimationFrame(() => Object.assign(window, { __firstList: performance.now() }));
      return 0;
    };
    look();
  });
}

export async function firstList(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => (window as unknown as { __firstList?: number }).__firstList, undefined, {
    timeout: 60_000,
    polling: 5,
  });
  return (await handle.jsonValue()) as number;
}

/** One line of figures. */
export function say(what: string, figures: Record<string, number | string>): void {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${typeof value === 'number' ? Math.round(value * 100) / 100 : value}`);
  console.log(`BENCH ${what}: ${words.join(', ')}`);
}
