// How smooth a page is: gaps between frames while it scrolls, and the work of the main thread after an event.
import type { CDPSession, Page } from '@playwright/test';

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

export interface Scrolled {
  frames: number;
  /** The longest time between two frames. */
  longestMs: number;
  /** Tasks above 50 ms, and their sum. */
  longTasks: number;
  longTasksMs: number;
  /** How far it went. */
  pixels: number;
}

/** Turns a mouse wheel for as long as `pixels` take. `moves`: an element that is scrolled by it. */
export async function scroll(page: Page, browser: CDPSession, moves: string, pixels: number): Promise<Scrolled> {
  await page.evaluate((moves) => {
    const top = () => document.querySelector(moves)?.getBoundingClientRect().top ?? 0;
    const seen = { frames: [] as number[], tasks: [] as number[], from: top(), top, on: true };
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: 'longtask' });
    const frame = (at: number) => {
      seen.frames.push(at);
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { __scrolled: seen });
  }, moves);
  const { width, height } = page.viewportSize() ?? { width: 800, height: 600 };
  await browser.send('Input.synthesizeScrollGesture', {
    x: width / 4, y: height / 2, yDistance: -pixels, speed: 6_000, gestureSourceType: 'mouse',
  });
  return page.evaluate(async () => {
    const seen = (window as unknown as { __scrolled: { frames: number[]; tasks: number[]; from: number; top: () => number; on: boolean } }).__scrolled;
    await new Promise((go) => setTimeout(go, 100));
    seen.on = false;
    const gaps = seen.frames.slice(1).map((at, n) => at - seen.frames[n]);
    return {
      frames: gaps.length,
      longestMs: Math.max(...gaps),
      longTasks: seen.tasks.length,
      longTasksMs: seen.tasks.reduce((sum, ms) => sum + ms, 0),
      pixels: seen.from - seen.top(),
    };
  });
}

export interface Work {
  /** By the clock: the event with all that follows from it at once, then the frame with layout and paint. */
  ms: number;
  /** What `shown` found when the first frame was painted. */
  shown: string;
}

/** Measures every `input` and `change` from now on. `shown`: the element whose text tells that the effect is there. */
export async function watchWork(page: Page, shown: string): Promise<void> {
  await page.evaluate((shown) => {
    const all: Work[] = [];
    Object.assign(window, { __work: all });
    // A message is a task: it comes after the microtasks of this one, and after the layout and paint of its frame.
    const turn = () =>
      new Promise<number>((go) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => go(performance.now());
        port2.postMessage(0);
      });
    const frame = () =>
      new Promise<number>((go) =>
        requestAnimationFrame(() => {
          const from = performance.now();
          void turn().then((to) => go(to - from));
        }),
      );
    const measure = async () => {
      const from = performance.now();
      const first = frame();
      let ms = (await turn()) - from;
      ms += await first;
      const words = document.querySelector(shown)?.textContent ?? '';
      all.push({ ms, shown: words });
    };
    for (const event of ['input', 'change']) addEventListener(event, () => void measure(), true);
  }, shown);
}

/** Time of the processor that the page's main thread has used, in ms; other programs do not count. */
export async function busyMs(browser: CDPSession): Promise<number> {
  const { metrics } = await browser.send('Performance.getMetrics');
  return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1000;
}

export async function countBusy(browser: CDPSession): Promise<void> {
  await browser.send('Performance.enable', { timeDomain: 'threadTicks' });
}

/** What was measured since the last call. */
export async function takeWork(page: Page): Promise<Work[]> {
  return page.evaluate(() => (window as unknown as { __work: Work[] }).__work.splice(0));
}
