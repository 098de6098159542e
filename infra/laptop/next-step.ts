import type { LocalStack } from '../local/stack.ts';

const usualUrl = 'http://127.0.0.1:3000';

/** What to do once a stack is ready, for the one who started it. */
export function nextSteps(
  { url, distributionUrl }: Pick<LocalStack, 'url' | 'distributionUrl'>,
  { isEmpty, logFile }: { readonly isEmpty: boolean; readonly logFile: string | undefined },
): string[] {
  const at = url === usualUrl ? '' : ` --api ${url}`;
  const nic = isEmpty ? 'op1-ovh' : 'sv10005-ovh';
  const command = isEmpty ? `me --as ${nic} --operator` : `groups --as ${nic}`;
  return [
    '',
    `Open ${distributionUrl}/console/ and sign in as ${nic}${isEmpty ? '' : ', who administers a group'}.`,
    `Or, in another terminal: npx contacts ${command}${at}`,
    ...(logFile === undefined ? [] : [`The log: ${logFile}`]),
    'Ctrl-C stops it.',
  ];
}
