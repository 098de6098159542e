import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleFunctions } from './bundle.ts';
import { settingsFrom } from './environments.ts';
import { ServiceStack } from './service-stack.ts';
import { StorageStack } from './storage-stack.ts';

const app = new App({ analyticsReporting: false });
const { name, settings } = settingsFrom((key) => app.node.tryGetContext(key));

const storage = new StorageStack(app, `voip-contacts-${name}-storage`, { throwAway: settings.throwAway });
new ServiceStack(app, `voip-contacts-${name}-service`, {
  settings,
  table: storage.table,
  codeOf: bundleFunctions(join(app.outdir, 'bundles')),
});
