import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import * as z from 'zod';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

const template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) }),
  ),
});

export type Template = z.infer<typeof template>;

/** Changes the fixture's templates before they are written. */
export type Change = (stacks: { storage: Template; service: Template }) => void;

/** A folder of this test's own, gone when it ends. */
export function temporaryFolder(): string {
  const folder = makeFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that its maker removes. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'local-stack-'));
}

/** Writes the fixture's assembly to a folder, for the given issuer and with a change. */
export function writeAssembly(folder: string, issuer: string, change: Change = () => {}): string {
  const stacks = { storage: readTemplate('storage', issuer), service: readTemplate('service', issuer) };
  change(stacks);
  for (const [name, content] of Object.entries(stacks)) {
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(content));
    const assets = readFileSync(join(fixtures, `${name}.assets.json`), 'utf8');
    // The bundles stay where they are, beside the packages that they import.
    writeFileSync(
      join(folder, `${name}.assets.json`),
      assets.replaceAll('"path": "', `"path": "${fixtures}`),
    );
  }
  writeFileSync(join(folder, 'manifest.json'), readFileSync(join(fixtures, 'manifest.json')));
  return folder;
}

function readTemplate(name: string, issuer: string): Template {
  const text = readFileSync(join(fixtures, `${name}.template.json`), 'utf8').replaceAll(
    '"ISSUER"',
    JSON.stringify(issuer),
  );
  return template.parse(JSON.parse(text));
}
