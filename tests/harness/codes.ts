// Codes for check-ins, made without the program: by what its documentation says of their form.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { Page } from '@playwright/test';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function base32(bytes: Buffer): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

export function unbase32(text: string): Buffer {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of text) {
    held = ((held << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    if ((bits += 5) >= 8) bytes.push((held >> (bits -= 8)) & 0xff);
  }
  return Buffer.from(bytes);
}

function keys(seed: Buffer) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { secret, open };
}

function sealed(seed: Buffer, domain: string, parts: (open: Buffer) => Buffer[]): string {
  const { secret, open } = keys(seed);
  const said = Buffer.concat(parts(open));
  return base32(Buffer.concat([said, sign(null, Buffer.concat([Buffer.from(domain), said]), secret)]));
}

function number(window: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(window);
  return bytes;
}

export const windowOf = (at: number) => Math.floor(at / 30_000);

export function eventCode(seed: Buffer, event: string, window: number): string {
  const id = Buffer.from(event.replaceAll('-', ''), 'hex');
  return sealed(seed, 'thidua event code 1\0', (open) => [Buffer.from([1]), id, open, number(window)]);
}

export function pass(seed: Buffer, window: number): string {
  return sealed(seed, 'thidua pass 2\0', (open) => [Buffer.from([2]), open, number(window)]);
}

/** A seed of its own for each number. */
export const seedOf = (n: number) => createHash('sha256').update(`seed ${n}`).digest();

/** With what a device shows an event's codes. */
export async function hallSeed(page: Page, event: string): Promise<Buffer> {
  const stored = await page.evaluate(() => localStorage.getItem(`thidua.checkin-keys.${localStorage.getItem('thidua.person')}`));
  return unbase32(JSON.parse(stored ?? '{}').events[event][0]);
}
