import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Console } from '../../console/support/console.ts';
import { personAt } from '../../console/support/person.ts';
import { settled } from './camera.ts';
import type { PicturedMembers } from './members.ts';
import { groups, loadPeople, people, startLargeChange } from './scenes.ts';

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url));

/** Takes the table of a group, and a change of it under way, for the README. */
export async function readmePictures(console: Console, members: PicturedMembers): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await loadPeople(console.stack);
  const person = await personAt(console, people.owner, 'fr', {
    viewport: { width: 1200, height: 760 },
  });
  const { page } = person;
  const take = async (path: string, name: string): Promise<void> => {
    await person.go(path);
    await settled(page);
    await page.screenshot({ path: join(folder, name), animations: 'disabled' });
    process.stdout.write(`${join('docs/images', name)}\n`);
  };
  await take(`/groups/${groups.large}`, 'console-group.png');
  const changeId = await startLargeChange(console.stack, members);
  await take(`/changes/${changeId}`, 'console-change.png');
}
