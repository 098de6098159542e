import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { functionEnvironment } from '../../../infra/local/lambda/environment.ts';
import type { FunctionDescription } from '../../../infra/local/lambda/function-description.ts';
import { faultOf, FirstAnswer } from '../lab/first-answer.ts';
import { firstEventOf } from '../lab/first-event.ts';
import { makeFirstThings, type FirstThings } from '../lab/first-things.ts';
import type { Lab } from '../lab/lab.ts';
import { readBundles } from '../lab/metafile.ts';
import { type Measurement, Observations } from '../measurement.ts';
import { figure, pivot } from '../report/table.ts';
import { median } from '../statistics.ts';
import type { Section } from './section.ts';

const probe = fileURLToPath(new URL('../lab/start-up-probe.mjs', import.meta.url));
const Probed = z.object({
  importMilliseconds: z.number(),
  answerMilliseconds: z.number(),
  answer: FirstAnswer,
});
const bytesPerKilobyte = 1_000;

/** What it takes each function to start. */
export const startUp: Section = {
  title: 'Start-up of every function',

  async measure(lab, { runs }) {
    const observations = new Observations('start-up');
    const bundles = readBundles(lab.assembly);
    for (const { name, bytes, byPackage } of bundles) {
      observations.add('bundle', 'KB', { function: name }, bytes / bytesPerKilobyte);
      for (const [packageName, count] of byPackage) {
        observations.add('bundle input', 'bytes', { function: name, package: packageName }, count);
      }
    }
    const rounds = await makeFirstThings(lab, runs);
    const empty = writeEmptyModule();
    try {
      for (const things of rounds) {
        for (const { name } of bundles) probeOne(lab, name, things, empty.path, observations);
      }
    } finally {
      empty.remove();
    }
    return observations.medians();
  },

  describe(measurements) {
    const ofFunctions = measurements.filter(({ metric }) => metric !== 'bundle input');
    const inputs = measurements.filter(({ metric }) => metric === 'bundle input');
    return `${pivot(ofFunctions, {
      title: 'function',
      row: ({ of }) => String(of['function']),
      column: ({ metric, unit }) => `${metric}, ${unit}`,
    })}

"import" is the time in a fresh process, minus that of an empty module. "first answer" is the time from the same moment
to the answer to one event, which reads existing items of the local database. KB are 1,000 bytes. The largest inputs,
median over the functions that contain them: ${largestInputs(inputs)}.`;
  },
};

function probeOne(
  lab: Lab,
  name: string,
  things: FirstThings,
  emptyModule: string,
  observations: Observations,
): void {
  const description = lab.model.functions.find((one) => isFunctionOf(name, one));
  if (description === undefined) throw new Error(`No function of the assembly runs the bundle ${name}.`);
  const environment = functionEnvironment(description, lab.database.upstream.url.href);
  const event = JSON.stringify(firstEventOf(lab.model, description, things));
  const nothing = runProbe([emptyModule, 'handler'], environment);
  const found = runProbe([description.bundle, description.handler, event], environment);
  const fault = faultOf(description, found.answer);
  if (fault !== undefined) throw new Error(`The first answer of ${name} shows no start-up: ${fault}.`);
  const of = { function: name };
  observations.add('import', 'ms', of, found.importMilliseconds - nothing.importMilliseconds);
  observations.add('first answer', 'ms', of, found.answerMilliseconds - nothing.importMilliseconds);
}

/** A logical id is the path of its constructs without the dashes, `…getgroupFunction0123ABCD`. */
const isFunctionOf = (bundle: string, { logicalId }: FunctionDescription): boolean =>
  new RegExp(`${(bundle.split('/')[1] ?? '').replaceAll('-', '')}Function[0-9A-F]{8}$`).test(logicalId);

function runProbe(words: readonly string[], environment: Record<string, string>): z.infer<typeof Probed> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [probe, ...words], {
    env: environment,
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status !== 0) throw new Error(`${words[0]} does not start:\n${stderr}`);
  return Probed.parse(JSON.parse(stdout));
}

function writeEmptyModule(): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'empty-'));
  const path = join(folder, 'index.mjs');
  writeFileSync(path, 'export const handler = () => {};\n');
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}

const largestInputs = (inputs: readonly Measurement[]): string =>
  [...Map.groupBy(inputs, ({ of }) => of['package'])]
    .map(([name, ofPackage]) => ({ name, bytes: median(ofPackage.map(({ value }) => value)) }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, 8)
    .map(({ name, bytes }) => `${name} ${figure(Math.round(bytes / bytesPerKilobyte))} KB`)
    .join(', ');
