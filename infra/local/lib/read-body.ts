import type { IncomingMessage } from 'node:http';

/** Reads a message to its end. It uses events because an async iterator takes three times as long for a small body. */
export function readBody(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    message.on('error', reject);
    message.on('aborted', () => reject(new Error('the connection was broken')));
  });
}
