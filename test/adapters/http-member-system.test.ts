import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpMemberSystem } from '../../functions/workers/propagate-contact/http-member-system.ts';
import { ChangeId, Nic, ServiceId } from '../../shared/domain/identifiers.ts';
import type { Notification } from '../../functions/workers/propagate-contact/member-system.ts';
import { isSignedWith, MemberServer } from '../support/member-server.ts';

const secret = `whsec_${Buffer.from('a secret that both sides know').toString('base64')}`;
const clock = { now: () => new Date() };
const changeId = ChangeId.parse('01KJQ4M6ZJ8W7V5N3T2R1Q0P9X');
const message = (number = 0): Notification => ({
  id: `${changeId}:003397210000${number}`,
  serviceId: ServiceId.parse(`003397210000${number}`),
  revision: 7,
  contacts: { technical: Nic.parse('be2-ovh') },
  cause: 'change',
  changeId,
});

let server: MemberServer;
beforeEach(async () => {
  server = await MemberServer.start();
});
afterEach(() => server.stop());

const systemAt = (endpoint: string, timeoutMilliseconds = 600_000) =>
  httpMemberSystem({ endpoint, secret: () => Promise.resolve(secret), timeoutMilliseconds, clock });

describe('A call to the member system', () => {
  it('puts the contacts, with an id and a signature that a ready-made verifier takes', async () => {
    expect(await systemAt(server.url).notify(message())).toEqual({ kind: 'taken' });
    const [call] = server.calls;
    expect(call).toMatchObject({
      method: 'PUT',
      serviceId: '0033972100000',
      id: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X:0033972100000',
    });
    expect(JSON.parse(call?.text ?? '')).toEqual({
      serviceId: '0033972100000',
      revision: 7,
      contacts: { technical: 'be2-ovh' },
      cause: 'change',
      changeId,
    });
    expect(call && isSignedWith(secret, call)).toBe(true);
    expect(call && isSignedWith('whsec_YW5vdGhlciBzZWNyZXQ=', call)).toBe(false);
  });

  it('is signed for its service alone', async () => {
    await systemAt(server.url).notify(message());
    const [call] = server.calls;
    if (call === undefined) throw new Error('There was no call.');
    const ofAnother = call.text.replace('0033972100000', '0033972100001');
    expect(isSignedWith(secret, { ...call, text: ofAnother })).toBe(false);
    const headers = { ...call.headers, 'webhook-id': `${changeId}:0033972100001` };
    expect(isSignedWith(secret, { ...call, headers })).toBe(false);
  });

  it('reuses its connection', async () => {
    const system = systemAt(server.url);
    server.answer = (_call, response) => void response.writeHead(200).end('{ "some": "answer" }');
    for (let number = 0; number < 5; number++) await system.notify(message(number));
    // One may not be free again by the time of the next.
    expect(server.connections).toBeLessThan(5);
  });

  it('does not follow a redirect', async () => {
    server.answer = (_call, response) =>
      void response.writeHead(307, { location: `${server.url}/services/0033972100009/contacts` }).end();
    expect(await systemAt(server.url).notify(message())).toMatchObject({ kind: 'refused' });
    expect(server.calls).toHaveLength(1);
  });

  it('is aborted if the answer does not arrive or end in time', async () => {
    server.answer = () => {};
    expect(await systemAt(server.url, 50).notify(message())).toMatchObject({
      kind: 'unavailable',
      detail: 'The member system did not answer within 50 ms.',
    });
    server.answer = (_call, response) => {
      response.writeHead(200);
      const more = (): void => void (response.destroyed || response.write('x'.repeat(8_192), more));
      more();
    };
    expect(await systemAt(server.url).notify(message())).toEqual({ kind: 'taken' });
  });

  it('reports a broken or refused connection', async () => {
    server.answer = (_call, response) => void response.destroy();
    expect(await systemAt(server.url).notify(message())).toMatchObject({
      kind: 'unavailable',
      detail: 'The connection to the member system failed.',
    });
    const gone = server.url;
    server.stop();
    expect(await systemAt(gone).notify(message())).toMatchObject({ kind: 'unavailable' });
  });

  it('returns the Retry-After of the answer', async () => {
    server.answer = (_call, response) => void response.writeHead(429, { 'retry-after': '7' }).end();
    expect(await systemAt(server.url).notify(message())).toMatchObject({ retryAfterSeconds: 7 });
  });

  it.each([
    ['its text', 422, '{"error":"no such line"}', '{"error":"no such line"}'],
    [
      'a page on one line',
      503,
      '<html>\n\t<h1>Try\u0000 later</h1>\r\n</html>',
      '<html> <h1>Try later</h1> </html>',
    ],
    ['500 characters, none of them cut in two', 400, '\u{1F4DE}'.repeat(600), '\u{1F4DE}'.repeat(500)],
    ['what is no text', 401, Buffer.from([0xff, 0x41]), '\uFFFDA'],
  ])('keeps of an answer that is no success %s', async (_name, status, body, kept) => {
    server.answer = (_call, response) => void response.writeHead(status).end(body);
    expect(await systemAt(server.url).notify(message())).toMatchObject({ answer: kept });
  });

  it('keeps nothing of an empty answer, or of a success', async () => {
    server.answer = (_call, response) => void response.writeHead(422).end();
    expect(await systemAt(server.url).notify(message())).not.toHaveProperty('answer');
    server.answer = (_call, response) => void response.writeHead(200).end('fine');
    expect(await systemAt(server.url).notify(message())).toEqual({ kind: 'taken' });
  });

  it('is not made without its secret', async () => {
    const system = httpMemberSystem({
      endpoint: server.url,
      secret: () => Promise.reject(new Error('no secret')),
      timeoutMilliseconds: 5_000,
      clock,
    });
    await expect(system.notify(message())).rejects.toThrow('no secret');
    expect(server.calls).toEqual([]);
  });
});
