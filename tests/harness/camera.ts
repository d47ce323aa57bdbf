// What a browser's camera sees: a film made from what another device shows.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Device } from './device.ts';

/** Films pictures one after the other, over and over: grey frames, then each for so many frames of thirty a second. */
export async function film(page: Page, pictures: Buffer[], each = 60, size = { width: 640, height: 480 }): Promise<string> {
  const frames: string[] = [];
  for (const picture of [null, ...pictures]) {
    frames.push(
      await page.evaluate(
        async ({ base64, size }) => {
          const canvas = new OffscreenCanvas(size.width, size.height);
          const context = canvas.getContext('2d')!;
          context.fillStyle = '#8a8a8a';
          context.fillRect(0, 0, size.width, size.height);
          if (base64) {
            const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
            const side = Math.min(size.width, size.height) * 0.86;
            context.drawImage(await createImageBitmap(new Blob([raw])), (size.width - side) / 2, (size.height - side) / 2, side, side);
          }
          const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
          let text = '';
          for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
          return btoa(text);
        },
        { base64: picture?.toString('base64') ?? null, size },
      ),
    );
  }
  const [empty, ...full] = frames.map((frame) => Buffer.from(frame, 'base64'));
  const file = join(mkdtempSync(join(tmpdir(), 'thidua-film-')), 'camera.mjpeg');
  writeFileSync(file, Buffer.concat([...Array<Buffer>(5).fill(empty), ...full.flatMap((frame) => Array<Buffer>(each).fill(frame))]));
  return file;
}

/** Holds a film before a device's camera: its browser is opened anew. */
export async function see(device: Device, file: string): Promise<Page> {
  await device.quit();
  device.flags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
  await device.start();
  return device.page;
}
