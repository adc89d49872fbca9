import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** A4 without its margins of 14 mm, in pixels of CSS. */
export const A4_WIDTH = Math.floor(((210 - 28) / 25.4) * 96);

const LOOKS = [
  { name: 'narrow', width: 360, media: 'screen' },
  { name: 'between', width: 710, media: 'screen' },
  { name: 'wide', width: 1440, media: 'screen' },
  { name: 'print', width: A4_WIDTH, media: 'print' },
] as const;

/** Opens a page at each width, and as in print. @param show told what it then looks like */
export async function atAllWidths(
  browser: Browser,
  show: (page: Page, look: string) => Promise<void>,
): Promise<void> {
  for (const { name, width, media } of LOOKS) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.emulateMedia({ media });
    await show(page, name);
    await page.close();
  }
}

/** Returns by how many pixels a page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  ) as Promise<number>;
}

/** Keeps a picture where one is wanted. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const { SLA_SCREENSHOTS: folder } = process.env;
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
}
