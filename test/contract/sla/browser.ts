import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A4 without its margins of 14 mm, in pixels of CSS. */
export const A4_WIDTH = Math.floor(((210 - 28) / 25.4) * 96);

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
