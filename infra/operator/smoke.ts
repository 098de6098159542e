/** `npm run smoke`: hands over a group of twenty services on a deployed or a local stack, and checks every service. */
import * as z from 'zod';
import { Nic } from '../../shared/domain/identifiers.ts';
import { ApiClient } from '../laptop/api-client.ts';
import { localIssuer } from '../laptop/issuer.ts';
import { readOptions, runCommand, UsageError } from '../command-line.ts';
import { runSmoke } from './run-smoke.ts';

const usage = `usage: smoke --api URL [--nics NIC,NIC]
  SMOKE_OPERATOR_TOKEN, SMOKE_FIRST_TOKEN and SMOKE_SECOND_TOKEN are bearer tokens of an operator and of the two nics.
  For a stack on this machine they are made.`;

const Command = z.object({
  api: z
    .url({ protocol: /^https?$/, error: '--api needs the URL of the API' })
    .transform((url) => url.replace(/\/+$/, '')),
  nics: z
    .string()
    .default('sm1-smoke,sm2-smoke')
    .transform((text) => text.split(','))
    .pipe(z.tuple([Nic, Nic], '--nics needs two nics')),
});

const Tokens = z.object({
  SMOKE_OPERATOR_TOKEN: z.string().min(1),
  SMOKE_FIRST_TOKEN: z.string().min(1),
  SMOKE_SECOND_TOKEN: z.string().min(1),
});

async function tokens(api: string, [first, second]: readonly [string, string]) {
  if (!['127.0.0.1', 'localhost'].includes(new URL(api).hostname)) {
    const { data, error } = Tokens.safeParse(process.env);
    if (error !== undefined) throw new UsageError(`${z.prettifyError(error)}\n${usage}`);
    return [data.SMOKE_OPERATOR_TOKEN, data.SMOKE_FIRST_TOKEN, data.SMOKE_SECOND_TOKEN] as const;
  }
  const issuer = await localIssuer();
  return Promise.all([
    issuer.token({ nic: 'op1-ovh', operator: true }),
    issuer.token({ nic: first }),
    issuer.token({ nic: second }),
  ]);
}

await runCommand(usage, async (words) => {
  const options = { api: { type: 'string' }, nics: { type: 'string' } } as const;
  const { api, nics } = readOptions({ usage, options, schema: Command }, words);
  const [operator, first, second] = await tokens(api, nics);
  await runSmoke({
    operator: new ApiClient(api, operator),
    parties: [
      { nic: nics[0], client: new ApiClient(api, first) },
      { nic: nics[1], client: new ApiClient(api, second) },
    ],
    report: (line) => console.log(line),
  });
  console.log('The smoke test passed.');
});
