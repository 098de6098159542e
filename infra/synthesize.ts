import { App } from 'aws-cdk-lib';
import { writeAssets } from './bundle.ts';
import type { Bundles } from './bundles/build-bundles.ts';
import { settingsFrom } from './environments.ts';
import { ServiceStack } from './service-stack.ts';
import { StorageStack } from './storage-stack.ts';

/** Defines the stacks of the environment that the context names; CDK writes them when the process ends. */
export async function synthesize(bundles: Bundles): Promise<void> {
  const app = new App({
    analyticsReporting: false,
    // Strong references keep the storage stack from being deleted while the service stack uses its table.
    context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
  });
  const { name, settings } = settingsFrom((key) => app.node.tryGetContext(key));

  const { account, region } = settings;
  const env = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  const storage = new StorageStack(app, `voip-contacts-${name}-storage`, {
    env,
    disposable: settings.disposable,
    memberEndpoint: settings.memberEndpoint,
  });
  new ServiceStack(app, `voip-contacts-${name}-service`, {
    env,
    settings,
    table: storage.table,
    memberSystem: storage.memberSystem,
    codeOf: await writeAssets(app.outdir, bundles),
  });
}
