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
  if (!answer.ok) throw new Error(`${login} signs in: ${answer.status} ${await answer.text()}`);
  const body = await answer.json();
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0], person: body.person };
}

/** What a device asks of the server, without what the device adds. */
export interface Asked {
  kind: string;
  entity: string;
  args: Fields;
  /** What was seen when it was asked: none of a new record. */
  base?: { seq: number; fields: Fields };
}

/** A command that sends an activity. */
export function submit(fields: Fields, client: string, cseq = 0) {
  return command({ kind: 'activity.submit@1', entity: randomUUID(), args: { unit: 'na-kv3', fields } }, client, cseq);
}

function command(asked: Asked, client: string, cseq: number) {
  return { id: randomUUID(), client, cseq, base: { seq: 0 }, ...asked, made_at: 0 };
}

/** Hands in activities as one person. Answers the head. */
export async function handIn(server: Server, login: string, all: Fields[]): Promise<number> {
  const asked = all.map((fields) => ({ kind: 'activity.submit@1', entity: randomUUID(), args: { unit: 'na-kv3', fields } }));
  return ask(server, login, asked);
}

/** Has commands of one person applied, so many an exchange. Answers the head. */
export async function ask(server: Server, login: string, all: Asked[], each = 500): Promise<number> {
  const who = await cookie(server, login);
  const client = randomUUID();
  let head = 0;
  for (let from = 0; from < all.length; from += each) {
    const commands = all.slice(from, from + each).map((asked, at) => command(asked, client, from + at + 1));
    const answer = await fetch(`${server.url}/api/v1/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: who.cookie },
      body: JSON.stringify({ proto: 1, build: 'bench', person: who.person, client, commands }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(body));
    for (const reply of body.outcomes) {
      if (!reply.outcome.applied) throw new Error(JSON.stringify(reply));
      head = Math.max(head, reply.outcome.applied.seq);
    }
  }
  return head;
}
