// A person without a browser: what the server answers them, and what a browser holds of photos.
import type { Page } from '@playwright/test';

/** Somebody's session without a browser. */
export async function session(url: string, login: string, password: string) {
  const headers = { 'content-type': 'application/json' };
  const signed = await fetch(`${url}/api/v1/session`, {
    method: 'POST', headers, body: JSON.stringify({ login, password, device: 'thử' }),
  });
  const { person } = await signed.json();
  const cookie = signed.headers.get('set-cookie')!.split(';')[0];
  const rows = async (table: string) => {
    const found: { k: [string, string]; b: Record<string, unknown> }[] = [];
    for (let position: unknown, more = true; more; ) {
      const body = { proto: 1, build: 'test', person, client: '018f0000-0000-7000-8000-00000000000a', commands: [], position };
      const answer = await fetch(`${url}/api/v1/exchange`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) });
      const { page } = (await answer.json()).read;
      found.push(...page.puts.filter((row: { k: string[] }) => row.k[0] === table));
      position = page.next;
      more = page.more;
    }
    return found;
  };
  return { rows, blob: (sha: string) => fetch(`${url}/api/v1/blobs/${sha}`, { headers: { cookie } }) };
}

/** Files whose bytes lie on the device. */
export const kept = (page: Page) =>
  page.evaluate(async () => {
    const open = indexedDB.open(`thidua.photos.${localStorage.getItem('thidua.person')}`);
    const db: IDBDatabase = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const count = db.transaction('bytes').objectStore('bytes').count();
    const found: number = await new Promise((done) => (count.onsuccess = () => done(count.result)));
    db.close();
    return found;
  });
