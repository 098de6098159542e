import type { IncomingMessage } from 'node:http';

/** The operations of SES v2, a REST service, by method and path. */
const mailOperations: Readonly<Record<string, string>> = {
  'POST /v2/email/outbound-emails': 'SendEmail',
};

/** Service and operation: from the header of the AWS JSON protocol, or from method and path of a REST service. */
export function targetOf({ headers, method = '', url = '' }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target;
  const call = `${method} ${url.split('?')[0]}`;
  const operation = mailOperations[call];
  return operation === undefined ? call : `SimpleEmailService_v2.${operation}`;
}
