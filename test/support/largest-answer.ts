import * as z from 'zod';

const Node = z.record(z.string(), z.unknown());
type Node = z.infer<typeof Node>;

/** A control character is six bytes of JSON, the most that a character of a text can take. */
const bytesPerCharacter = 6;
const timeBytes = '2026-01-31T12:00:00.000Z'.length;
const numberBytes = String(Number.MIN_SAFE_INTEGER).length;
const quotes = 2;

/** The most characters that fit a pattern of characters, sets and counts, as those of ids are. */
function longestMatch(pattern: string): number {
  const parts = pattern.matchAll(/(\[[^\]]*\]|[^[\]{}^$])(?:\{(?:\d+,)?(\d+)\})?/g);
  return Array.from(parts, ([, , count]) => Number(count ?? 1)).reduce((sum, count) => sum + count, 0);
}

/** Computes the bytes of the largest JSON that fits a schema of an OpenAPI document. */
export class LargestAnswer {
  readonly #schemas: Node;
  readonly #leftOut: Readonly<Record<string, readonly string[]>>;

  /** @param leftOut the properties of a named schema that items of a list, and what is in them, do not have */
  constructor(document: unknown, leftOut: Readonly<Record<string, readonly string[]>>) {
    this.#schemas = z.object({ components: z.object({ schemas: Node }) }).parse(document).components.schemas;
    this.#leftOut = leftOut;
  }

  bytes(schema: unknown, isListed = false): number {
    const node = Node.parse(schema);
    const reference = z.string().optional().parse(node['$ref']);
    if (reference !== undefined)
      return this.#named(reference.slice(reference.lastIndexOf('/') + 1), isListed);
    // The other parts only narrow the first.
    if (Array.isArray(node['allOf'])) return this.bytes(node['allOf'][0], isListed);
    const choices = node['anyOf'] ?? node['oneOf'];
    if (Array.isArray(choices)) return Math.max(...choices.map((choice) => this.bytes(choice, isListed)));
    if ('const' in node) return JSON.stringify(node['const']).length;
    if (Array.isArray(node['enum']))
      return Math.max(...node['enum'].map((one) => JSON.stringify(one).length));
    return Math.max(...[node['type']].flat().map((type) => this.#ofType(type, node, isListed)));
  }

  #named(name: string, isListed: boolean): number {
    const node = Node.parse(this.#schemas[name]);
    const leftOut = new Set(isListed ? this.#leftOut[name] : []);
    const properties = Object.entries(Node.optional().parse(node['properties']) ?? {});
    if (leftOut.size === 0 || properties.length === 0) return this.bytes(node, isListed);
    const kept = Object.fromEntries(properties.filter(([key]) => !leftOut.has(key)));
    return this.bytes({ ...node, properties: kept }, isListed);
  }

  #ofType(type: unknown, node: Node, isListed: boolean): number {
    switch (type) {
      case 'null':
      case 'boolean':
        return 'false'.length;
      case 'integer':
      case 'number':
        return numberBytes;
      case 'string':
        return quotes + characters(node);
      case 'array': {
        const most = z.number().parse(node['maxItems']);
        return quotes + most * (this.bytes(node['items'], true) + ','.length);
      }
      case 'object': {
        const properties = Object.entries(Node.optional().parse(node['properties']) ?? {});
        const sizes = properties.map(
          ([name, one]) => name.length + '"":,'.length + this.bytes(one, isListed),
        );
        if (properties.length > 0 || node['additionalProperties'] === false)
          return quotes + sizes.reduce((sum, size) => sum + size, 0);
        const entry =
          this.bytes(node['propertyNames']) + ':,'.length + this.bytes(node['additionalProperties']);
        return quotes + z.number().parse(node['maxProperties']) * entry;
      }
      default:
        throw new Error(`No bound of ${JSON.stringify(node).slice(0, 200)}`);
    }
  }
}

function characters(node: Node): number {
  if (node['format'] === 'date-time') return timeBytes;
  const { pattern, maxLength } = z
    .object({ pattern: z.string().optional(), maxLength: z.number().optional() })
    .parse(node);
  if (maxLength !== undefined) return bytesPerCharacter * maxLength;
  if (pattern === undefined) throw new Error('A string has no bound.');
  return longestMatch(pattern);
}
