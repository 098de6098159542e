import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const Violations = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullish(),
    nodes: z.array(z.object({ target: z.array(z.unknown()) })),
  }),
);

/** What axe finds serious or critical on the page, as `RULE at ELEMENT`. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // What comes in by a transition has its colours at the end of it.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().flatMap((one) =>' +
      ' one.effect.getTiming().iterations === Infinity ? [] : [one.finished]))',
  );
  const found: unknown = await page.evaluate('axe.run().then(({ violations }) => violations)');
  return Violations.parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`));
}
