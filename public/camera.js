// The camera: pictures in, texts of QR codes out. The browser's own reader where there is one, else ours in a worker.

// Begins to look. `found` hears each text once, and again when it was out of sight for a while. Throws 'denied', 'none',
// 'busy', 'unread' (what reads codes has not come) or 'unsupported'.
export async function open(video, urls, found) {
  if (!navigator.mediaDevices?.getUserMedia) throw 'unsupported';
  let stream;
  try {
    const picture = { facingMode: { ideal: urls.front ? 'user' : 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } };
    stream = await navigator.mediaDevices.getUserMedia({ video: picture, audio: false });
  } catch (error) {
    throw { NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'none', NotReadableError: 'busy' }[error.name] ?? 'none';
  }
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  try {
    video.srcObject = stream;
    await video.play();
    return await look(video, stream, urls, found, stop);
  } catch (error) {
    stop();
    throw error === 'unread' ? error : 'busy';
  }
}

const AWAY_MS = 1500;

async function look(video, stream, urls, found, stop) {
  let reader = (await native()) ?? (await ours(urls));
  let on = true;
  let [last, seen] = ['', -Infinity];
  const frame = async () => {
    const from = performance.now();
    let text = null;
    try {
      text = await reader.read(video);
    } catch {
      // Some browsers name a reader that they do not have.
      if (reader.name === 'native') reader = await ours(urls).catch(() => reader);
    }
    if (!on) return reader.end?.();
    const now = performance.now();
    dispatchEvent(new CustomEvent('thidua:frame', { detail: { reader: reader.name, ms: now - from, bare: reader.bare ?? null, found: text !== null } }));
    if (text !== null) {
      if (text !== last || now - seen > AWAY_MS) found(text);
      [last, seen] = [text, now];
    }
    next();
  };
  const next = () => (video.requestVideoFrameCallback ? video.requestVideoFrameCallback(frame) : setTimeout(frame, 60));
  next();
  const [track] = stream.getVideoTracks();
  return {
    hasTorch: Boolean(track?.getCapabilities?.().torch),
    torch: (lit) => track.applyConstraints({ advanced: [{ torch: lit }] }).catch(() => undefined),
    end() {
      on = false;
      stop();
      reader.end?.();
      video.srcObject = null;
    },
  };
}

async function native() {
  try {
    if (!(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null;
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return { name: 'native', read: async (video) => (await detector.detect(video))[0]?.rawValue ?? null };
  } catch {
    return null;
  }
}

// One picture at a time is with the worker: a slow device sees fewer, and never falls behind.
async function ours(urls) {
  const worker = new Worker(urls.worker, { type: 'module' });
  const hear = () => new Promise((done, failed) => {
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = failed;
  });
  const begun = hear();
  worker.postMessage({ module: urls.module, wasm: urls.wasm });
  if (!(await begun.catch(() => ({}))).ready) {
    worker.terminate();
    throw 'unread';
  }
  const reader = {
    name: 'worker',
    bare: null,
    async read(video) {
      const bitmap = await createImageBitmap(video);
      const answer = hear();
      worker.postMessage({ bitmap }, [bitmap]);
      const { text, ms } = await answer;
      reader.bare = ms[1];
      return text;
    },
    end: () => worker.terminate(),
  };
  return reader;
}

// ---- signs beside the colour ----

let audio = null;

export function sign(kind) {
  navigator.vibrate?.({ good: 80, again: [60, 60, 60], bad: [200, 80, 200] }[kind] ?? 80);
  try {
    audio ??= new AudioContext();
    audio.resume(); // Browsers keep it silent until somebody has touched the page.
    const tones = { good: [880], again: [660, 660], bad: [220, 196] }[kind] ?? [660];
    tones.forEach((tone, at) => {
      const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
      oscillator.frequency.value = tone;
      gain.gain.value = 0.15;
      oscillator.connect(gain).connect(audio.destination);
      oscillator.start(audio.currentTime + at * 0.15);
      oscillator.stop(audio.currentTime + at * 0.15 + 0.12);
    });
  } catch {
    // Without sound there are colour, words and vibration.
  }
}

// Keeps the screen on as long as it is wanted. Answers how to let go.
export function awake() {
  let lock = null;
  let on = true;
  const ask = () => {
    if (on && document.visibilityState === 'visible') navigator.wakeLock?.request('screen').then((got) => (on ? (lock = got) : got.release())).catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
  return () => {
    on = false;
    document.removeEventListener('visibilitychange', ask);
    lock?.release().catch(() => undefined);
  };
}
