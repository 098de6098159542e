import type { Answer } from './upstream.ts';

/** An answer of the AWS JSON protocol that is made here. */
export function jsonAnswer(status: number, content: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify(content)),
  };
}

/** An error as the AWS SDK reads it: the type becomes the name of the exception. */
export function errorAnswer(status: number, type: string, message: string): Answer {
  return jsonAnswer(status, { __type: `com.amazon.coral.service#${type}`, message });
}
