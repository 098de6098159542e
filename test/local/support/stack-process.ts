/** Runs the fixture's stack as a process of its own, to be killed: prints the API's URL once it runs. */
import { folderIssuer } from '../../../infra/local/api-gateway/issuer.ts';
import { startLocalStack } from '../../../infra/local/stack.ts';

const [assembly = '', issuerFolder = ''] = process.argv.slice(2);
const stack = await startLocalStack({
  assembly,
  port: 0,
  issuer: await folderIssuer(issuerFolder, 'voip-contacts'),
  log: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${stack.url}\n`);
