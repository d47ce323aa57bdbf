// Before it is published, nobody outside the council finds on any screen, or on their device, what the council came to.
import { expect, test } from '@playwright/test';
import { convene, DECISION, MINUTES, publish, stage, TITLE } from '../harness/council.ts';
import { Device } from '../harness/device.ts';
import { held } from '../harness/held.ts';
import { COUNCIL, OF_DECISION, SCREENS } from '../harness/screens.ts';
import { Server } from '../harness/server.ts';
import { goto } from '../harness/write.ts';

test.describe.configure({ mode: 'parallel' });

const SECRETS = [MINUTES, TITLE, DECISION];
// Staff, a head, the officer of the province, another province, the ministry's officer and the administrator.
const PEOPLE = ['hanh', 'toan', 'nhung', 'loc', 'mai', 'tuan'];

for (const login of PEOPLE) {
  test(`${login} finds nothing of a decision that waits, and all of it once it is published`, async () => {
    test.setTimeout(300_000);
    const server = await Server.start();
    const device = await Device.open({ width: 1280, height: 900 });
    const page = device.page;
    try {
      await convene(server);
      await stage(server);
      await device.signIn(server, login);
      await device.offlineReady();
      const found: string[] = [];
      for (const path of [...SCREENS, ...COUNCIL, ...OF_DECISION]) {
        await goto(page, path);
        const text = await page.locator('body').innerText();
        found.push(...SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${path}: ${secret}`));
      }
      await goto(page, '/de-nghi/bang-vang');
      found.push(...(await held(page, SECRETS)).map((secret) => `the device: ${secret}`));
      expect(found).toEqual([]);
      // The same search finds it when there is something to find.
      await publish(server);
      await expect.poll(() => held(page, SECRETS), { timeout: 30_000 }).toEqual([TITLE, DECISION]);
      await goto(page, `/de-nghi/quyet-dinh/${DECISION}`);
      await expect(page.getByText('45/QĐ-THADS').first()).toBeVisible();
      // Who was given an award is public; how the council came to it is not.
      for (const path of COUNCIL) {
        await goto(page, path);
        expect(await page.locator('body').innerText()).not.toContain(MINUTES);
      }
      expect(device.errors).toEqual([]);
    } finally {
      await device.end();
      await server.end();
    }
  });
}
