import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import { defineStacks, type Stacks as Defined } from '../../infra/define-stacks.ts';
import { readSettings } from '../../infra/environments.ts';
import type { Settings } from '../../infra/settings.ts';

export interface Stacks extends Defined {
  readonly app: App;
}

/** The setting of a deployment that sends mail. */
export const mail: NonNullable<Settings['mail']> = {
  from: 'contacts@voip-operator.net',
  consoleUrl: 'https://console.voip-operator.net/',
};

const emptyBundle = () => Code.fromInline('export const handler = () => {};');

const { context } = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')));

const folder = mkdtempSync(join(tmpdir(), 'stacks-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A console of empty files. */
export const consoleFolder = join(folder, 'console');
mkdirSync(join(consoleFolder, 'assets'), { recursive: true });
for (const file of ['index.html', 'assets/index-a1b2.js']) writeFileSync(join(consoleFolder, file), '');

/** The stacks of an environment with other settings in places, and an empty bundle for every function's. */
export function stacksOf(
  name: string,
  changed: Partial<Settings> = {},
  plugins?: (app: App) => IPolicyValidationPlugin[],
): Stacks {
  const app = new App({
    analyticsReporting: false,
    outdir: mkdtempSync(join(folder, 'cdk.out-')),
    // CDK's own rules take seconds for each synthesis: they run where others do.
    context: { ...context, '@aws-cdk/core:validateAgainstDefaultRules': plugins !== undefined },
  });
  if (plugins !== undefined) Validations.of(app).addPlugins(...plugins(app));
  const settings = { ...readSettings(name), ...changed };
  return { app, ...defineStacks(app, { name, settings, codeOf: emptyBundle, consoleFolder }) };
}

export const templatesOf = ({ storage, edge, service }: Stacks) => ({
  storage: Template.fromStack(storage),
  edge: Template.fromStack(edge),
  service: Template.fromStack(service),
});
