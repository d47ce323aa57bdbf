// Reads QR codes apart from the screen: takes a picture, gives back the grey values' code, so that no frame waits for it.
//
//   { module, wasm }  ──▶ loads the reader         ──▶ { ready }
//   { bitmap }        ──▶ draws it small and grey  ──▶ { text or null, ms: [drawing, reading] }

let reader = null;
let canvas = null;

self.onmessage = async ({ data }) => {
  if (data.module) {
    try {
      const module = await import(data.module);
      await module.default({ module_or_path: data.wasm });
      reader = module.read;
      self.postMessage({ ready: true });
    } catch (error) {
      self.postMessage({ ready: false, why: String(error) });
    }
    return;
  }
  const from = performance.now();
  let [text, drawn] = [null, from];
  try {
    const { luma, width } = grey(data.bitmap);
    drawn = performance.now();
    text = reader?.(luma, width) ?? null;
  } catch {
    text = null; // A picture that the reader stumbles over holds no code.
  }
  self.postMessage({ text, ms: [drawn - from, performance.now() - drawn] });
};

const SIDE = 640;

function grey(bitmap) {
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  canvas ??= new OffscreenCanvas(width, height);
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const luma = new Uint8Array(width * height);
  for (let at = 0; at < luma.length; at += 1) luma[at] = (data[4 * at] * 77 + data[4 * at + 1] * 150 + data[4 * at + 2] * 29) >> 8;
  return { luma, width };
}
