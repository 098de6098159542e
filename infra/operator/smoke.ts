/** `npm run smoke`: hands over a group of twenty services on a deployed or a local stack, and checks every service. */
import * as z from 'zod';
import { createClient, type Client } from '../../clients/lib/api/client.ts';
import { Nic } from '../../shared/domain/identifiers.ts';
import { callerOf } from '../laptop/caller.ts';
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

/** The clients of an operator and of the two nics. */
async function clientsOf(api: string, [first, second]: readonly [string, string]) {
  const clientOf = (token: string): Client => createClient({ url: api, token: () => Promise.resolve(token) });
  if (!['127.0.0.1', 'localhost'].includes(new URL(api).hostname)) {
    const { data, error } = Tokens.safeParse(process.env);
    if (error !== undefined) throw new UsageError(`${z.prettifyError(error)}\n${usage}`);
    const { SMOKE_OPERATOR_TOKEN: operator, SMOKE_FIRST_TOKEN: one, SMOKE_SECOND_TOKEN: other } = data;
    return [clientOf(operator), clientOf(one), clientOf(other)] as const;
  }
  const issuer = await localIssuer();
  return [
    callerOf({ url: api }, issuer, { nic: 'op1-ovh', operator: true }),
    callerOf({ url: api }, issuer, { nic: first }),
    callerOf({ url: api }, issuer, { nic: second }),
  ] as const;
}

await runCommand(usage, async (words) => {
  const options = { api: { type: 'string' }, nics: { type: 'string' } } as const;
  const { api, nics } = readOptions({ usage, options, schema: Command }, words);
  const [operator, first, second] = await clientsOf(api, nics);
  await runSmoke({
    operator,
    parties: [
      { nic: nics[0], client: first },
      { nic: nics[1], client: second },
    ],
    report: (line) => console.log(line),
  });
  console.log('The smoke test passed.');
});
