// A council's session put on the server over its own interface: what screens of a council are looked at with.
import { ask, type Asked } from './seed.ts';
import type { Server } from './server.ts';
import { session } from './session.ts';

export const SESSION = '018f0000-0000-7000-8000-0000000000a1';
export const DECISION = '018f0000-0000-7000-8000-0000000000d1';
const MEMBERS = ['truong-px', 'tam-htm', 'hien-ntt', 'thang-td', 'nam-vd'];
const VOTERS = ['truong', 'tam', 'hien', 'thang', 'nam.vd'];
const BOTH = ['n001', 'n002'];
const BASE = {
  unit: 'na', title: 'Phiên họp xét năm 2022', year: 2022, rules: 'r3-152-2025', when: '2026-11-25T08:30', mode: 'meeting',
  rubric: [{ key: 'ket-qua', label: 'Kết quả công tác', max: 10 }],
};
const OPINIONS = { percent: 80, ground: 'Điều 8 Quy chế hoạt động của Hội đồng', opinions_count: true };

const lead = (server: Server, ...all: Asked[]) => ask(server, 'nam.vd', all);
const of = (nomination: string) => `${SESSION}.${nomination}`;

async function frozen(server: Server, nomination: string): Promise<string> {
  const { rows } = await session(server.url, 'nam.vd', await server.password());
  const found = (await rows('ballot')).find((row) => row.k[1] === of(nomination));
  return String(found?.b.frozen);
}

/** A session that is under way: one dossier is being voted on, another was decided by hands. */
export async function convene(server: Server): Promise<void> {
  await lead(
    server,
    { kind: 'council.convene@1', entity: SESSION, args: BASE },
    ...BOTH.map((one) => ({ kind: 'council.take_up@1', entity: of(one), args: {} })),
    { kind: 'council.open@1', entity: SESSION, args: {} },
    ...MEMBERS.map((person) => ({ kind: 'council.attend@1', entity: SESSION, args: { person, present: true } })),
    { kind: 'council.ballot_open@1', entity: of('n001'), args: { method: 'confidential', ...OPINIONS } },
    { kind: 'council.ballot_open@1', entity: of('n002'), args: { method: 'hands', ...OPINIONS, percent: 51 } },
  );
  const ballot = await frozen(server, 'n002');
  await lead(server, { kind: 'council.hands@1', entity: of('n002'), args: { ballot, yes: 5, no: 0, abstain: 0 } });
}

/** Sits in the council, and is recused from both dossiers of [`ballots`]. */
export const RECUSED = 'hung';
/** Signs for the province and has no seat. */
export const SIGNER = 'thuong';

/** A session at which both dossiers are voted on by ballot. Nothing is cast yet. */
export async function ballots(server: Server): Promise<void> {
  const grant = { person: 'thuong-bth', role: 'signer', unit: 'na', from: '2021-10-01', to: null };
  await ask(server, 'tuan', [{ kind: 'grant.give@1', entity: 'thuong.signer', args: grant }]);
  const open = { method: 'confidential', ...OPINIONS, percent: 51 };
  await lead(
    server,
    { kind: 'council.convene@1', entity: SESSION, args: BASE },
    ...BOTH.map((one) => ({ kind: 'council.take_up@1', entity: of(one), args: {} })),
    ...BOTH.map((one) => ({ kind: 'council.recuse@1', entity: of(one), args: { person: 'hung-dv', ground: 'kinship' } })),
    { kind: 'council.open@1', entity: SESSION, args: {} },
    ...MEMBERS.map((person) => ({ kind: 'council.attend@1', entity: SESSION, args: { person, present: true } })),
    ...BOTH.map((one) => ({ kind: 'council.ballot_open@1', entity: of(one), args: open })),
  );
}

/** All who are there vote alike on both dossiers, so that both pass or both fail. */
export async function vote(server: Server, choice: 'yes' | 'no'): Promise<void> {
  const open = await Promise.all(BOTH.map((one) => frozen(server, one)));
  for (const [nth, login] of VOTERS.entries()) {
    const { send } = await session(server.url, login, await server.password());
    const payload = `{"choice":"${choice}","nonce":"${String(nth).padStart(32, '0')}","pad":"${' '.repeat(7 - choice.length)}"}`;
    for (const [at, one] of BOTH.entries()) await send('council.cast@1', of(one), { ballot: open[at], payload });
  }
}

/** What was cast on a dossier is counted. */
export async function count(server: Server, nomination: string): Promise<void> {
  await lead(server, { kind: 'council.count@1', entity: of(nomination), args: { ballot: await frozen(server, nomination) } });
}

/** What stands in the minutes and in the decision's title until it is published, and nowhere else. */
export const MINUTES = 'Hội đồng thống nhất, biên bản số 8264.';
export const TITLE = 'Khen thưởng năm 2022, đợt 7391';

/** The session ends and its decision waits for its signature. */
export async function stage(server: Server): Promise<string> {
  await count(server, 'n001');
  await lead(
    server,
    { kind: 'council.close@1', entity: SESSION, args: { minutes: MINUTES } },
    { kind: 'council.stage@1', entity: DECISION, args: { session: SESSION, title: TITLE } },
  );
  return DECISION;
}

/** The decision is signed and published. */
export async function publish(server: Server): Promise<string> {
  const signed = { number: '45/QĐ-THADS', day: '2026-11-26', signer: 'truong-px', post: 'Trưởng Thi hành án dân sự tỉnh Nghệ An', place: 'Nghệ An' };
  await lead(server, { kind: 'council.publish@1', entity: DECISION, args: signed });
  return DECISION;
}
