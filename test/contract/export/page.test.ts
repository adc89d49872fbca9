import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { module } from '../../../src/modules/status_cake_export/module.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';
import { GROWN_RULES, growAccount, OF_NOBODY } from './grown-account.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'page-token';

/** A4 without its margins of 14 mm, in pixels of CSS. */
const A4_WIDTH = Math.floor(((210 - 28) / 25.4) * 96);

const LOOKS = [
  { name: 'wide', width: 1440, colorScheme: 'light', media: 'screen' },
  { name: 'narrow', width: 360, colorScheme: 'dark', media: 'screen' },
  { name: 'print', width: A4_WIDTH, colorScheme: 'dark', media: 'print' },
] as const;

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'status-cake-'));
  const simulator = await startSimulator({ token: TOKEN });
  growAccount(simulator.account);
  simulator.account.uptimeTests.create({
    name: `<b>"odd" & long ${'x'.repeat(200)}</b>`,
    website_url: `https://robot:rosebud@odd.example.net/${'y'.repeat(300)}`,
    test_type: 'HTTP',
    check_rate: 300,
  });
  const rules = [...GROWN_RULES, { stack: 'acme', host: '^odd' }];
  await runModule(module, simulator, TOKEN, { rules, known: OF_NOBODY.slice(1), report_directory: folder });
  await simulator.close();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}, 60_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

describe('the page of a takeover', () => {
  test.each(LOOKS)('is without faults in Chromium, $name', async ({ name, width, colorScheme, media }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.emulateMedia({ media, colorScheme });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.isNavigationRequest() && !request.url().startsWith('data:')) {
        complaints.push(request.url());
      }
    });
    await page.goto(`file://${folder}/takeover.html`);
    expect(complaints).toEqual([]);
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
    const { SLA_SCREENSHOTS: pictures } = process.env;
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `takeover-${name}.png`), fullPage: true });
    }
    await page.close();
  });

  test('shows what the account holds, and no secret', async () => {
    const page = await browser.newPage();
    await page.goto(`file://${folder}/takeover.html`);
    const shown = await page.locator('main').innerText();
    expect(shown).toContain('59 / 61');
    expect(shown).toContain('ACME prod - up');
    expect(shown).toContain('<b>"odd" & long');
    expect(shown).toContain(OF_NOBODY[0]);
    expect(await page.content()).not.toContain('rosebud');
    await page.close();
  });
});
