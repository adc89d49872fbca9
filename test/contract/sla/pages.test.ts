import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { StackReport } from '../../../src/sla/report.ts';
import { A4_WIDTH, overflowOf, screenshot } from './browser.ts';
import { type Sla, schemaErrors, test } from './fixture.ts';
import { STACKS, seedStacks } from './fleet.ts';

const LOOKS = [
  { name: 'wide', width: 1440, colorScheme: 'light' },
  { name: 'narrow', width: 360, colorScheme: 'dark' },
] as const;

const PAGES = ['index', 'acme', 'globex', 'initech'];

/** Writes the reports of a fleet and returns what the JSON says. */
async function report({ simulator, run, folder }: Sla): Promise<{ stacks: StackReport[] }> {
  seedStacks(simulator);
  const result = await run({ stacks: STACKS, response_times: true });
  expect(result).toMatchObject({ changed: true });
  return JSON.parse(readFileSync(join(folder, 'reports/2026-10/sla.json'), 'utf8'));
}

/** Opens a page and returns what it has complained of and asked for, besides itself. */
async function open(page: Page, folder: string, name: string): Promise<string[]> {
  const found: string[] = [];
  page.on('console', (message) => found.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.isNavigationRequest() && !request.url().startsWith('data:')) {
      found.push(`request: ${request.url()}`);
    }
  });
  await page.goto(`file://${folder}/reports/2026-10/${name}.html`);
  return found;
}

describe('the pages', () => {
  test('are without faults in Chromium, wide and light, narrow and dark', async ({ sla, browser }) => {
    await report(sla);
    for (const { name, width, colorScheme } of LOOKS) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      for (const file of PAGES) {
        expect(await open(page, sla.folder, file), file).toEqual([]);
        expect(await overflowOf(page), `${file}, ${name}`).toBe(0);
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        expect(told, `${file}, ${name}`).toEqual([]);
        await screenshot(page, `${file}-${name}`);
      }
      await page.close();
    }
  });

  test('show the figures of the JSON', async ({ sla, browser }) => {
    const { stacks } = await report(sla);
    const page = await browser.newPage();
    for (const stack of stacks) {
      await open(page, sla.folder, stack.stack);
      const shown = (await page.locator('.verdict strong').textContent()) ?? '';
      const number = Number(shown.replace(',', '.').replace(/[^\d.]/g, ''));
      expect(number).toBe(Math.floor((stack.availability ?? 0) * 1000) / 1000);
      expect(number >= stack.target).toBe(stack.met);
      expect(await page.locator('table').first().locator('tbody tr').count()).toBe(stack.incidents.length);
      const text = (await page.locator('.method').textContent()) ?? '';
      for (const part of ['up', 'down', 'excluded', 'unknown'] as const) {
        expect(text.replace(/[^\d\p{L}]/gu, '')).toContain(String(stack[`${part}_seconds`]));
      }
    }
    await open(page, sla.folder, 'index');
    const names = await page.locator('tbody th').allTextContents();
    expect(names).toEqual([
      // Missed, by how much; then by what is left of the budget.
      'Globex & Fils <SARL>',
      'Wayne Ltd',
      'Stark Ltd',
      'ACME Corp.',
      'Initech',
      'Umbrella Ltd',
      'Hooli Ltd',
      'Wonka Ltd',
    ]);
    await page.close();
  });

  test('print on A4, whole', async ({ sla, browser }) => {
    await report(sla);
    const page = await browser.newPage({ viewport: { width: A4_WIDTH, height: 1000 }, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    for (const file of PAGES) {
      await open(page, sla.folder, file);
      const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect([file, await overflowOf(page), paper]).toEqual([file, 0, 'rgb(255, 255, 255)']);
      await screenshot(page, `${file}-print`);
      const { SLA_SCREENSHOTS: folder } = process.env;
      const pdf = await page.pdf({
        format: 'A4',
        preferCSSPageSize: true,
        ...(folder && { path: join(folder, `${file}.pdf`) }),
      });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(pages).toBeGreaterThan(0);
      expect(pages).toBeLessThanOrEqual(3);
    }
    await page.close();
  });

  test('need no script, and say so', async ({ sla }) => {
    await report(sla);
    for (const file of PAGES) {
      const html = readFileSync(join(sla.folder, `reports/2026-10/${file}.html`), 'utf8');
      expect(html).not.toMatch(/<script|javascript:|https?:|url\(/i);
      expect(html).toContain("default-src 'none'");
    }
  });
});

test('the JSON is what its schema says', async ({ sla }) => {
  expect(schemaErrors(await report(sla))).toBeNull();
});
