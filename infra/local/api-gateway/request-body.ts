import type { IncomingMessage } from 'node:http';

/** API Gateway's limit. */
const mostBytes = 10 * 1024 * 1024;

/** Reads a request's body. Resolves to undefined as soon as it is too large, and discards the rest. */
export function readRequestBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const tooLarge = (): void => {
      incoming.removeAllListeners('data');
      incoming.resume();
      resolve(undefined);
    };
    if (Number(incoming.headers['content-length'] ?? 0) > mostBytes) {
      tooLarge();
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > mostBytes) tooLarge();
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', reject);
    incoming.on('aborted', () => reject(new Error('the client went away')));
  });
}
