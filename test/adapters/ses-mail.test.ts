import { SESv2Client } from '@aws-sdk/client-sesv2';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { awsClientOptions } from '../../shared/aws/aws-client.ts';
import { sesMail } from '../../shared/aws/ses-mail.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';

const from = 'contacts@voip-operator.net';
const letter = { to: 'someone@example.net', subject: 'Réponse', text: 'Bonjour', html: '<p>Bonjour</p>' };

let stop = (): void => {};
afterEach(() => stop());

/** A stand-in for SES that always gives this answer, and keeps what it was asked. */
async function standIn(status: number, answer: object, type?: string) {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      asked.push(JSON.parse(body.toString('utf8')));
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(type !== undefined && { 'x-amzn-errortype': type }),
      });
      response.end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = () => void server.close();
  const { port } = z
    .object({ port: z.number() })
    .parse(server.address() satisfies AddressInfo | string | null);
  const client = new SESv2Client({
    ...awsClientOptions(1),
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return { mail: sesMail(from, client), asked };
}

describe('Mail over SES', () => {
  it('is one simple mail to one address, which programs do not answer', async () => {
    const { mail, asked } = await standIn(200, { MessageId: '1' });
    await expect(mail.send(letter)).resolves.toBe('sent');
    expect(asked).toEqual([
      {
        FromEmailAddress: from,
        Destination: { ToAddresses: [letter.to] },
        Content: {
          Simple: {
            Subject: { Data: letter.subject, Charset: 'UTF-8' },
            Body: {
              Text: { Data: letter.text, Charset: 'UTF-8' },
              Html: { Data: letter.html, Charset: 'UTF-8' },
            },
            Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
          },
        },
      },
    ]);
  });

  it.each([
    ['BadRequestException', 'Local address contains control or whitespace'],
    ['MessageRejected', 'Email address is not verified: someone@example.net'],
  ])('is refused for good by %s', async (type, message) => {
    const { mail } = await standIn(400, { message }, type);
    await expect(mail.send(letter)).resolves.toBe('refused');
  });

  it.each([
    [429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'],
    [400, 'LimitExceededException', 'Daily quota exceeded.'],
    [400, 'SendingPausedException', 'Sending is paused.'],
    [400, 'AccountSuspendedException', 'Suspended.'],
    [400, 'MessageRejected', `Email address is not verified: ${from}`],
    [403, 'AccessDeniedException', 'Not authorized.'],
    [500, 'InternalFailure', 'Failed.'],
  ])('waits, after one attempt, on %i %s', async (status, type, message) => {
    const { mail, asked } = await standIn(status, { message }, type);
    await expect(mail.send(letter)).rejects.toThrow(Unavailable);
    expect(asked).toHaveLength(1);
  });
});
