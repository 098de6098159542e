import type { Upstream } from '../../../infra/local/aws-api/upstream.ts';

/** An answer of a service as it comes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a request to the real service and gives its answer, which may be an error of the service. */
export async function overTheWire(
  upstream: Upstream,
  { target, contentType }: { target: string; contentType: string },
  input: unknown,
): Promise<WireAnswer> {
  const answer = await upstream.send(target, contentType, JSON.stringify(input));
  return {
    status: answer.status,
    headers: { 'content-type': contentType },
    body: answer.body.toString('utf8'),
  };
}
