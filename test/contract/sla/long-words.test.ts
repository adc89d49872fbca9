import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { atAllWidths, overflowOf, screenshot } from './browser.ts';
import { type Sla, test } from './fixture.ts';
import { addTest } from './seeding.ts';

/** Words that a browser breaks nowhere of its own accord. */
const LONGEST = 'Unternehmensgruppe'.repeat(10).slice(0, 160);
const WORDS = [40, 90, 160].map((length) => LONGEST.slice(0, length));
const nameOf = (word: string) => `stack-${word.length}`;

/** Writes the reports of stacks of which all names and texts are long. */
async function report({ simulator, run }: Sla): Promise<void> {
  for (const word of WORDS) {
    for (const kind of ['liveness', 'readiness']) {
      addTest(simulator, `${word}${kind}`, [['2026-10-14T07:30:00Z', '2026-10-14T08:12:00Z', 503]], {
        since: '2025-11-02T10:00:00Z',
        stack: nameOf(word),
      });
    }
  }
  const stacks = WORDS.map((word) => ({
    stack: nameOf(word),
    title: word,
    target: 99.9,
    exclude: [{ from: '2026-10-03', to: '2026-10-03', reason: word }],
    notes: [{ at: '2026-10-14T10:00', cause: word, note: `Note${word}` }],
  }));
  addTest(simulator, `${LONGEST}${LONGEST}`, [], { stack: 'none' });
  const failing = { stack: 'none', title: LONGEST, target: 99.9, counts: [LONGEST] };
  await run({ stacks: [...stacks, failing] }).catch(() => undefined);
}

/** Returns what of a page is beyond its content on the right. */
function beyondContent(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const right = document.querySelector('main').getBoundingClientRect().right + 1;
    return [...document.querySelectorAll('main table, main tr, main th, main td, main bdi, main h1')]
      .filter((element) => element.getBoundingClientRect().right > right)
      .map(({ outerHTML }) => outerHTML.slice(0, 80));
  })()`);
}

describe('titles, names and notes of one long word', () => {
  test('stay within the content at all widths and in print', async ({ sla, browser }) => {
    await report(sla);
    await atAllWidths(browser, async (page, name) => {
      for (const file of ['index', ...WORDS.map(nameOf)]) {
        await page.goto(`file://${join(sla.folder, 'reports/2026-10', `${file}.html`)}`);
        expect(await overflowOf(page), `${file}, ${name}`).toBe(0);
        expect(await beyondContent(page), `${file}, ${name}`).toEqual([]);
        await screenshot(page, `long-${file}-${name}`);
      }
    });
  });

  test('stand beside what they are called where a row is a card', async ({ sla, browser }) => {
    await report(sla);
    const page = await browser.newPage({ viewport: { width: 360, height: 900 } });
    await page.goto(`file://${join(sla.folder, 'reports/2026-10/stack-40.html')}`);
    const children = await page.evaluate(`[...document.querySelectorAll('.cards td')].map(
      (cell) => [...cell.childNodes].filter(({ textContent }) => textContent !== '').length)`);
    expect(Math.max(...(children as number[]))).toBe(1);
    await page.close();
  });
});
