import type { Answer } from './upstream.ts';

/** An answer of the AWS JSON protocol. */
export function jsonAnswer(status: number, content: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify(content)),
  };
}

/** An error of the AWS JSON protocol. The SDK uses the type as the name of the exception. */
export function errorAnswer(status: number, type: string, message: string): Answer {
  return jsonAnswer(status, { __type: `com.amazon.coral.service#${type}`, message });
}
