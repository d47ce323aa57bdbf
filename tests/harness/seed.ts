// Records put on the server over its own interface, as a device would.
import { randomUUID } from 'node:crypto';
import type { Server } from './server.ts';

export type Fields = Record<string, unknown>;

export async function cookie(server: Server, login: string): Promise<{ cookie: string; person: string }> {
  const answer = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: await server.password(), device: 'bench' }),
  });
  const body = await answer.json();
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0], person: body.person };
}

/** A command that sends an activity. */
export function submit(fields: Fields, client: string, cseq = 0) {
  const args = { unit: 'na-kv3', fields };
  return { id: randomUUID(), client, cseq, kind: 'activity.submit@1', entity: randomUUID(), base: { seq: 0 }, args, made_at: 0 };
}

/** Hands in activities as one person. Answers the head. */
export async function handIn(server: Server, login: string, all: Fields[]): Promise<number> {
  const who = await cookie(server, login);
  const client = randomUUID();
  let head = 0;
  for (let from = 0; from < all.length; from += 500) {
    const commands = all.slice(from, from + 500).map((fields, at) => submit(fields, client, from + at + 1));
    const answer = await fetch(`${server.url}/api/v1/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: who.cookie },
      body: JSON.stringify({ proto: 1, build: 'bench', person: who.person, client, commands }),
    });
    const body = await answer.json();
    for (const reply of body.outcomes) {
      if (!reply.outcome.applied) throw new Error(JSON.stringify(reply));
      head = Math.max(head, reply.outcome.applied.seq);
    }
  }
  return head;
}
