/** Runs the stack as a process of its own, to be killed: prints the API's URL once it answers. */
import { localIssuer } from '../../infra/laptop/issuer.ts';
import { startLocalStack } from '../../infra/local/stack.ts';

const [assembly = '', dataDirectory = ''] = process.argv.slice(2);
const stack = await startLocalStack({
  assembly,
  dataDirectory,
  port: 0,
  tickSeconds: 1,
  issuer: await localIssuer(),
  log: () => {},
});
process.stdout.write(`${stack.url}\n`);
