// A person without a browser: what the server answers them, and what a browser holds of photos.
import type { Page } from '@playwright/test';

/** Somebody's session without a browser. */
export async function session(url: string, login: string, password: string) {
  const headers = { 'content-type': 'application/json' };
  const signed = await fetch(`${url}/api/v1/session`, {
    method: 'POST', headers, body: JSON.stringify({ login, password, device: 'thử' }),
  });
  if (!signed.ok) throw new Error(`${login} signs in: ${signed.status} ${await signed.text()}`);
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
  // Commands of a device of its own, one after the other; each is taken, or the test ends.
  const client = crypto.randomUUID();
  let cseq = 0;
  const send = async (kind: string, entity: string, args: Record<string, unknown>) => {
    const command = { id: crypto.randomUUID(), client, cseq: ++cseq, kind, entity, base: {}, deps: [], args, made_at: Date.now() };
    const body = { proto: 1, build: 'test', person, client, commands: [command] };
    const answer = await fetch(`${url}/api/v1/exchange`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(body) });
    const { outcome } = (await answer.json()).outcomes[0];
    if (!outcome.applied) throw new Error(`${login} ${kind} ${entity}: ${JSON.stringify(outcome)}`);
  };
  return { rows, send, blob: (sha: string) => fetch(`${url}/api/v1/blobs/${sha}`, { headers: { cookie } }) };
}

/** Files whose bytes lie on the device. */
export const kept = (page: Page) =>
  page.evaluate(async () => {
    // The program makes this database for the first file, and so must not find one that was made to look into.
    const name = `thidua.photos.${localStorage.getItem('thidua.person')}`;
    if (!(await indexedDB.databases()).some((one) => one.name === name)) return 0;
    const open = indexedDB.open(name);
    const db: IDBDatabase = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const count = db.transaction('bytes').objectStore('bytes').count();
    const found: number = await new Promise((done) => (count.onsuccess = () => done(count.result)));
    db.close();
    return found;
  });
