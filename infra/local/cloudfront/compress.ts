import type { OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { createBrotliCompress, createGzip } from 'node:zlib';

/** What a distribution compresses, by CloudFront's documentation: the types of text among others, and these sizes. */
const compressible = new RegExp(
  [
    /^text\//,
    /^font\/(?:otf|ttf|opentype)/,
    /^image\/(?:svg\+xml|bmp|x-icon|vnd\.microsoft\.icon)/,
    /^application\/(?:javascript|json|xml|wasm|manifest\+json|vnd\.api\+json|rss\+xml|xhtml\+xml)/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
const smallest = 1000;
const largest = 10_000_000;

export interface Compressed {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | Readable;
}

/** Compresses an answer if the viewer takes it and its size and type are such as CloudFront compresses. */
export function compress(
  { headers, body }: Compressed,
  acceptEncoding: string | undefined,
  method: string,
): Compressed {
  const size = Number(headers['content-length']);
  const encoding = ['br', 'gzip'].find((name) => accepts(acceptEncoding, name));
  if (
    encoding === undefined ||
    headers['content-encoding'] !== undefined ||
    !compressible.test(String(headers['content-type'])) ||
    !(size >= smallest && size <= largest)
  )
    return { headers, body };
  const { 'content-length': _length, etag, ...others } = headers;
  const source = body instanceof Readable ? body : Readable.from([body]);
  return {
    headers: {
      ...others,
      'content-encoding': encoding,
      vary: 'Accept-Encoding',
      ...(typeof etag === 'string' && { etag: etag.startsWith('W/') ? etag : `W/${etag}` }),
    },
    body: method === 'HEAD' ? body : source.pipe(encoding === 'br' ? createBrotliCompress() : createGzip()),
  };
}

const accepts = (header: string | undefined, name: string): boolean =>
  (header ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .some((part) => part.split(';')[0] === name && !/;\s*q=0(?:\.0*)?$/.test(part));
