import { App } from 'aws-cdk-lib';
import { writeAssets } from './bundle.ts';
import type { Bundles } from './bundles/build-bundles.ts';
import { defineStacks } from './define-stacks.ts';
import { settingsFrom } from './environments.ts';

/** Defines the stacks of the environment that the context names; CDK writes them when the process ends. */
export async function synthesize(bundles: Bundles, consoleFolder: string): Promise<void> {
  const app = new App({ analyticsReporting: false });
  const environment = settingsFrom((key) => app.node.tryGetContext(key));
  const codeOf = await writeAssets(app.outdir, bundles, environment.settings);
  defineStacks(app, { ...environment, codeOf, consoleFolder });
}
