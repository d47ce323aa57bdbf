// A decision that is published without screens: a council convenes, votes and decides over the server's own interface.
import { randomBytes, randomUUID } from 'node:crypto';
import { cookie } from './seed.ts';
import type { Server } from './server.ts';
import { session } from './session.ts';

type Args = Record<string, unknown>;

/** Somebody who sends commands, one at a time. */
async function clerk(server: Server, login: string) {
  const who = await cookie(server, login);
  const client = randomUUID();
  let cseq = 0;
  const attempt = async (kind: string, entity: string, args: Args): Promise<string> => {
    const command = { id: randomUUID(), client, cseq: (cseq += 1), kind, entity, base: { seq: 0 }, args, made_at: Date.now() };
    const answer = await fetch(`${server.url}/api/v1/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: who.cookie },
      body: JSON.stringify({ proto: 1, build: 'test', person: who.person, client, commands: [command] }),
    });
    const [reply] = (await answer.json()).outcomes;
    return reply.outcome.applied ? '' : JSON.stringify(reply.outcome);
  };
  const send = async (kind: string, entity: string, args: Args = {}) => {
    const refused = await attempt(kind, entity, args);
    if (refused) throw new Error(`${login}: ${kind} ${refused}`);
  };
  return { person: who.person, attempt, send };
}

export interface Published {
  session: string;
  decision: string;
  nominations: string[];
}

/** Takes nominations of the demonstration through a council whose members all agree, and publishes them as one decision. */
export async function publish(server: Server, nominations = ['n001', 'n002'], number = '45/QĐ-THADS'): Promise<Published> {
  const nam = await clerk(server, 'nam.vd');
  const voters = await Promise.all(['truong', 'tam', 'hien', 'thang'].map((login) => clerk(server, login)));
  voters.push(nam);
  const [id, decision] = [randomUUID(), randomUUID()];
  const title = 'Phiên họp xét danh hiệu thi đua năm 2022';
  await nam.send('council.convene@1', id, { unit: 'na', title, year: 2022, rules: 'r3-152-2025', when: '2026-11-26T08:30', mode: 'meeting', place: 'Phòng họp' });
  for (const nomination of nominations) await nam.send('council.take_up@1', `${id}.${nomination}`);
  for (const voter of voters) await nam.send('council.attend@1', id, { person: voter.person, present: true });
  await nam.send('council.open@1', id);
  for (const nomination of nominations) {
    const entity = `${id}.${nomination}`;
    const open = { method: 'confidential', percent: 51, ground: 'Điều 8 Quy chế hoạt động của Hội đồng' };
    const refused = await nam.attempt('council.ballot_open@1', entity, { ...open, opinions_count: true });
    if (refused) await nam.send('council.ballot_open@1', entity, open);
    const { rows } = await session(server.url, 'nam.vd', await server.password());
    const ballot = (await rows('ballot')).find((row) => row.k[1] === entity)!.b.frozen;
    for (const voter of voters) {
      const payload = `{"choice":"yes","nonce":"${randomBytes(16).toString('hex')}","pad":"    "}`;
      await voter.send('council.cast@1', entity, { ballot, payload });
    }
    await nam.send('council.count@1', entity, { ballot });
  }
  await nam.send('council.close@1', id, { minutes: 'Thống nhất.' });
  await nam.send('council.stage@1', decision, { session: id, title: 'Về việc tặng danh hiệu thi đua và hình thức khen thưởng năm 2022' });
  const signing = { number, day: '2026-11-26', signer: voters[0].person, post: 'Trưởng Thi hành án dân sự tỉnh Nghệ An', place: 'Nghệ An' };
  await nam.send('council.publish@1', decision, signing);
  return { session: id, decision, nominations };
}
