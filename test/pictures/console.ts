/**
 * `npm run console-pictures -- --folder FOLDER`: takes every page of the console in Chromium, in both languages, at the
 * width of a telephone, a tablet and a desk, to be looked at. With `--readme`, takes only the pictures of the README.
 */
import { mkdirSync } from 'node:fs';
import * as z from 'zod';
import { readOptions, runCommand } from '../../infra/command-line.ts';
import { Console } from '../console/support/console.ts';
import { personAt } from '../console/support/person.ts';
import { Camera } from './console/camera.ts';
import { PicturedMembers } from './console/members.ts';
import { picturedPages } from './console/pages.ts';
import { readmePictures } from './console/readme.ts';
import { makeScenes, startLargeChange } from './console/scenes.ts';

const usage = `usage: console-pictures [--folder FOLDER] [--only WORD] [--readme]
  FOLDER gets the pictures (default: .cache/console-pictures).
  With --only, only pages whose name contains WORD.
  With --readme, only the two pictures of the README, in docs/images.
  Fails if a page scrolls sideways, or if axe-core finds something serious.`;

const Command = z.object({
  folder: z.string().min(1).default('.cache/console-pictures'),
  only: z.string().default(''),
  readme: z.boolean().default(false),
});

await runCommand(usage, async (words) => {
  const text = { type: 'string' } as const;
  const options = { folder: text, only: text, readme: { type: 'boolean' } } as const;
  const { folder, only, readme } = readOptions({ usage, options, schema: Command }, words);
  const members = await PicturedMembers.start();
  try {
    const console = await Console.start({ memberEndpoint: async () => `${members.url}/` });
    try {
      if (readme) await readmePictures(console, members);
      else await everyPage(console, members, { folder, only });
    } finally {
      members.stop();
      await console.stop();
    }
  } finally {
    members.stop();
  }
});

async function everyPage(
  console: Console,
  members: PicturedMembers,
  { folder, only }: { readonly folder: string; readonly only: string },
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { stack } = console;
  const scenes = await makeScenes(stack, members);
  const propagating = await startLargeChange(stack, members);
  const pages = picturedPages({ ...scenes, changes: { ...scenes.changes, propagating } });
  const camera = new Camera(folder);
  for (const [nic, all] of Object.entries(pages)) {
    const pictured = all.filter(({ name }) => name.includes(only));
    if (pictured.length === 0) continue;
    for (const language of ['fr', 'en'] as const) {
      const person = await personAt(console, nic, language);
      for (const { name, path, act } of pictured) {
        await person.go(path);
        await act?.(person);
        await camera.take(person.page, `${name}-${language}`);
      }
      await console.closePages();
    }
  }
  process.stdout.write(`${camera.taken} pictures in ${folder}.\n`);
  const findings = [...camera.findings, ...console.takeViolations()];
  if (findings.length > 0) throw new Error(findings.join('\n'));
}
