/** Runs the fixture's stack as a process of its own, to be killed: prints the API's URL once it runs. */
import { localIssuer } from '../../../infra/local/lib/issuer.ts';
import { startLocalStack } from '../../../infra/local/stack.ts';

const [assembly = '', issuerFolder = ''] = process.argv.slice(2);
const stack = await startLocalStack({
  assembly,
  port: 0,
  issuer: await localIssuer(issuerFolder),
  log: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${stack.url}\n`);
