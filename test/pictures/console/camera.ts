import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { seriousFindings } from '../../console/support/axe.ts';

/** Of a telephone, a tablet and a desk, in CSS pixels. */
const widths = [360, 768, 1440] as const;
const height = 900;

/** A page above this height is a list that is read as one scrolls: what is in sight is enough of it. */
const tallest = 6_000;

const Size = z.strictObject({ width: z.int(), height: z.int() });
const size =
  '({ width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight })';

/** Takes pages at every width, and notes what is wrong with them. */
export class Camera {
  readonly #folder: string;
  readonly #findings: string[] = [];
  #taken = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Pages that scroll sideways, and what axe finds serious. */
  get findings(): readonly string[] {
    return this.#findings;
  }

  /** Takes the page as it is, once it has loaded, at every width. */
  async take(page: Page, name: string): Promise<void> {
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      await settled(page);
      const shown = Size.parse(await page.evaluate(size));
      if (shown.width > width) this.#findings.push(`${name} is ${shown.width} wide in a window of ${width}.`);
      // In a window of its height, what keeps to an edge of the window covers nothing of the page.
      if (shown.height > height && shown.height <= tallest)
        await page.setViewportSize({ width, height: shown.height });
      await page.screenshot({ path: join(this.#folder, `${name}-${width}.png`), animations: 'disabled' });
      this.#taken += 1;
      for (const finding of await seriousFindings(page))
        this.#findings.push(`${name} at ${width}: axe finds ${finding}.`);
    }
  }
}

/** Waits until nothing of the page is still to come. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}
