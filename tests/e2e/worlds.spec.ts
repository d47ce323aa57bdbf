// Two worlds that differ only in how a council voted, so that in one all pass and in the other all fail: until the decision is
// published, whoever is not to know is answered the same by every endpoint of both, and reads the same on every screen.
import { expect, test, type Page } from '@playwright/test';
import { ballots, count, DECISION, RECUSED, SESSION, SIGNER, stage, vote } from '../harness/council.ts';
import { Device } from '../harness/device.ts';
import { COUNCIL, OF_DECISION, SCREENS } from '../harness/screens.ts';
import { cookie } from '../harness/seed.ts';
import { Server } from '../harness/server.ts';

test.describe.configure({ mode: 'parallel' });

/** How far the council has come. */
const STEPS = ['cast', 'counted', 'staged'] as const;
type Step = (typeof STEPS)[number];

// Secretary, chair and a member, who learn it by the count.
const COUNCILLORS = ['nam.vd', 'truong', 'tam'];
// A nominee, an author who is a head too, who is recused, a signer, an inspector, officers of province and ministry, a head
// and chair elsewhere, the auditor and the administrator.
const OUTSIDE = ['hanh', 'toan', RECUSED, SIGNER, 'oanh', 'nhung', 'mai', 'nghia', 'loc', 'tuan'];
// Another nominee and author, the head above, and a member and the secretary of another council: the same roles again.
const ALSO = ['duc.lv', 'hang', 'khoi', 'lien', 'anh'];
/** The last step at which somebody is not to know. */
const last = (login: string): Step => (COUNCILLORS.includes(login) ? 'cast' : 'staged');
// To the signer something is shown when the session ends: they look before it, too.
const LOOKED_AT: [string, Step][] = [...COUNCILLORS, ...OUTSIDE].map((login) => [login, last(login)]);
LOOKED_AT.push([SIGNER, 'counted']);

type Worlds = [Server, Server];

async function open(): Promise<Worlds> {
  const one = await Server.start();
  await ballots(one);
  return [one, await one.twin()];
}

/** Brings both worlds to a step from the one before. */
async function take(worlds: Worlds, step: Step): Promise<void> {
  await Promise.all(worlds.map(async (world, at) => {
    if (step === 'cast') await vote(world, at === 0 ? 'yes' : 'no');
    if (step === 'counted') await count(world, 'n002');
    if (step === 'staged') await stage(world);
  }));
}

/** What is by chance or by the clock in any two worlds: moments and tags, and ids drawn by chance. */
const plain = (text: string) =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '#')
    .replace(/\d{12,}/g, '#');

// What the metrics count is the operator's, and the clock's.
const ENDPOINTS = [
  '/', '/phien-hop', '/healthz', '/readyz', '/api', '/api/v1/openapi.json', '/api/v1/session', '/api/v1/push/key', '/api/v1/demo',
  '/api/v1/nothing', '/api/v1/exchange', `/api/v1/blobs/${'0'.repeat(64)}`, `/api/v1/blobs/${SESSION}`, `/api/v1/blobs/${DECISION}`,
];

/** Everything that the server answers somebody: each endpoint, and all rows with their counts and checksums. */
async function answers(server: Server, who: { cookie: string; person: string }): Promise<Record<string, string>> {
  const headers = { cookie: who.cookie, 'content-type': 'application/json' };
  const found: Record<string, string> = {};
  for (const path of ENDPOINTS) {
    const answer = await fetch(server.url + path, { headers });
    found[path] = plain(`${answer.status} ${await answer.text()}`);
  }
  // Which devices are signed in, without the ids of their sessions.
  const devices = await (await fetch(`${server.url}/api/v1/sessions`, { headers })).text();
  found['/api/v1/sessions'] = plain(devices).replace(/"id":"[^"]*"/g, '"id":"#"');
  const stop = new AbortController();
  const events = await fetch(`${server.url}/api/v1/events`, { headers, signal: stop.signal });
  const { value } = await events.body!.getReader().read();
  // The last write may be told a moment after it was answered.
  found['/api/v1/events'] = plain(new TextDecoder().decode(value)).replace(/"head":\d+/, '"head":#');
  stop.abort();
  for (let position: unknown, more = true, page = 0; more; page += 1) {
    const asked = { proto: 1, build: 'test', person: who.person, client: '018f0000-0000-7000-8000-00000000000a', commands: [], position, check: true };
    const answer = await fetch(`${server.url}/api/v1/exchange`, { method: 'POST', headers, body: JSON.stringify(asked) });
    const text = await answer.text();
    found[`page ${page}`] = plain(text);
    ({ next: position, more } = JSON.parse(text).read.page);
  }
  return found;
}

/** Goes to a screen as a link does, and waits until it is drawn. */
async function step(page: Page, path: string): Promise<void> {
  await page.evaluate(async (to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let count = 0; count < 3; count += 1) await frame();
  }, path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton, [aria-busy="true"]')).toHaveCount(0);
}

/** What stands on a screen, without the time of day, how long ago something was or is to be, and how full the device is. */
async function shown(page: Page): Promise<string> {
  const text = plain(await page.locator('body').innerText());
  return text.replace(/vừa xong|\d+ (giây|phút)( trước)?|\d{1,2}[:h]\d{2}(:\d{2})?|[\d,]+ [kMG]B/g, '#');
}

/** The lines that stand in one text and not in the other. */
function apart(one: string, other: string): string[] {
  if (one === other) return [];
  const [left, right] = [one, other].map((text) => text.split('\n'));
  const only = [...left.filter((line) => !right.includes(line)), ...right.filter((line) => !left.includes(line))];
  return only.length > 0 ? only : ['the same lines in another order'];
}

test('whoever is not to know is answered the same whether the vote passed or failed', async () => {
  test.setTimeout(300_000);
  const first = await Server.start();
  let worlds: Server[] = [first];
  try {
    await ballots(first);
    // Signed in before the worlds part, so that both know the same sessions; one by one, as the server slows down who tries often.
    const everybody: [string, Awaited<ReturnType<typeof cookie>>][] = [];
    for (const login of [...COUNCILLORS, ...OUTSIDE, ...ALSO]) everybody.push([login, await cookie(first, login)]);
    // And so is a key that the server makes when it is first asked for it.
    await answers(first, everybody[0][1]);
    worlds = [first, await first.twin()];
    for (const step of STEPS) {
      await take(worlds as Worlds, step);
      for (const [login, who] of everybody) {
        const [passed, failed] = await Promise.all(worlds.map((world) => answers(world, who)));
        if (STEPS.indexOf(step) <= STEPS.indexOf(last(login))) expect(passed, `${login} once it is ${step}`).toEqual(failed);
        // Who may know finds it by the same comparison.
        else expect(passed, `${login} once it is ${step}`).not.toEqual(failed);
      }
    }
  } finally {
    await Promise.all(worlds.map((world) => world.end()));
  }
});

for (const [login, until] of LOOKED_AT) {
  test(`${login} reads the same on every screen whether the vote passed or failed, once it is ${until}`, async () => {
    test.setTimeout(600_000);
    const worlds = await open();
    const devices = await Promise.all(worlds.map(() => Device.open({ width: 1280, height: 900 })));
    try {
      for (const one of STEPS.slice(0, STEPS.indexOf(until) + 1)) await take(worlds, one);
      await Promise.all(devices.map(async (device, at) => {
        await device.signIn(worlds[at], login);
        await device.offlineReady();
      }));
      for (const path of [...SCREENS, ...COUNCIL, ...OF_DECISION]) {
        await Promise.all(devices.map((device) => step(device.page, path)));
        // A screen that is still being filled becomes the same; one that tells does not.
        const difference = async () => {
          const [passed, failed] = await Promise.all(devices.map((device) => shown(device.page)));
          return apart(passed, failed);
        };
        await expect.poll(difference, { message: path }).toEqual([]);
      }
      expect(devices.flatMap((device) => device.errors)).toEqual([]);
    } finally {
      await Promise.all([...devices, ...worlds].map((one) => one.end()));
    }
  });
}
