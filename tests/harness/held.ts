// What a browser holds of this site, searched whole.
import type { Page } from '@playwright/test';

/** Which of some words stand in anything that the device holds. Rows are kept as bytes of JSON. */
export function held(page: Page, words: string[]): Promise<string[]> {
  return page.evaluate(async (words) => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((came, lost) => {
      request.onsuccess = () => came(request.result);
      request.onerror = () => lost(request.error);
    });
    const text = (all: unknown) => JSON.stringify(all, (_, value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value));
    const parts = [JSON.stringify({ ...localStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name!));
      for (const store of db.objectStoreNames) {
        const from = db.transaction(store).objectStore(store);
        parts.push(text([await done(from.getAllKeys()), await done(from.getAll())]));
      }
      db.close();
    }
    return words.filter((word) => parts.some((part) => part.includes(word)));
  }, words);
}
