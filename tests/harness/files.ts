// Photos as phones write them, and files that only look like photos.
import type { Page } from '@playwright/test';

export interface FileSample {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Stands in every photo's EXIF; must be found nowhere afterwards. */
export const SENTINEL = 'GPS-18.679612-105.681345-SENTINEL';

/** A photo of 12 million pixels, some 5 MB, with a place in its EXIF. Drawn by the browser, each from its own seed. */
export async function photo(page: Page, seed: number, name = `IMG_${seed}.jpg`): Promise<FileSample> {
  const base64 = await page.evaluate(async (seed) => {
    const [width, height] = [4000, 3000];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    const image = context.createImageData(width, height);
    let state = seed * 2654435761;
    for (let at = 0; at < image.data.length; at += 4) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const noise = (state >>> 24) / 4;
      const y = (at / 4 / width) | 0;
      image.data[at] = 60 + noise + (y * 90) / height;
      image.data[at + 1] = 90 + noise;
      image.data[at + 2] = 120 + noise - (y * 60) / height;
      image.data[at + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    context.font = '400px sans-serif';
    context.fillText(`Ảnh ${seed}`, 400, 1500);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }, seed);
  const plain = Buffer.from(base64, 'base64');
  const words = Buffer.from(`Exif\0\0MM\0*\0\0\0\b\0\0${SENTINEL}`, 'latin1');
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, words.length + 2]), words]);
  return { name, mimeType: 'image/jpeg', buffer: Buffer.concat([plain.subarray(0, 2), segment, plain.subarray(2)]) };
}

/** The photo, but it claims 60,000 × 60,000 pixels. */
export function flood(photo: Buffer): Buffer {
  const bytes = Buffer.from(photo);
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0, 0, 17, 8]));
  bytes.writeUInt16BE(60_000, frame + 5);
  bytes.writeUInt16BE(60_000, frame + 7);
  return bytes;
}
