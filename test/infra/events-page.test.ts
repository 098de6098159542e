import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { compilePattern } from '../../infra/local/eventbridge/event-pattern.ts';
import { jsonObject } from '../../infra/local/cloudformation/json.ts';
import { Event } from '../../shared/domain/event.ts';
import { eventTypes, eventValidator, schemaOfType } from '../support/event-schemas.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/events.md'), 'utf8');

/** The text below the heading, down to the next one of its level or a higher one. */
function below(heading: string): string {
  const [, text = ''] = page.split(`\n${heading}\n`);
  const level = heading.indexOf(' ');
  const end = new RegExp(`^#{1,${level}} `, 'm').exec(text);
  return text.slice(0, end?.index);
}

const blockOf = (text: string, language: string): string =>
  new RegExp(`\`\`\`${language}\\n(?<code>.*?)\\n\`\`\``, 's').exec(text)?.groups?.['code'] ?? '';

const examples = new Map(
  eventTypes.map((type) => [type, z.json().parse(JSON.parse(blockOf(below(`### ${type}`), 'json') || '{}'))]),
);

describe('The page on events', () => {
  it('explains every type, and no other', () => {
    const headed = Array.from(page.matchAll(/^### (.*)$/gm), ([, type]) => type);
    expect(headed).toEqual(eventTypes);
  });

  it.each(eventTypes)('explains every field of %s', (type) => {
    const [family = ''] = page.split(`\n### ${type}\n`)[0]?.split('\n## ').slice(-1) ?? [];
    const common = page.slice(0, page.indexOf('\n## '));
    const text = [common, family.slice(0, family.search(/^### /m)), below(`### ${type}`)].join('\n');
    const explained = Array.from(text.matchAll(/^\| `(\w+)`\??/gm), ([, field = '']) => field);
    const { properties, required } = schemaOfType(type);
    expect(explained).toEqual(expect.arrayContaining(Object.keys(properties)));
    const optional = Array.from(text.matchAll(/^\| `(\w+)`\? \|/gm), ([, field = '']) => field);
    expect(optional.toSorted()).toEqual(
      Object.keys(properties)
        .filter((name) => !required.includes(name))
        .toSorted(),
    );
  });

  it.each(eventTypes)('has an example of %s that fits its schema', (type) => {
    const example = examples.get(type);
    const validate = eventValidator();
    validate(example);
    expect(validate.errors).toBeNull();
    expect(example).toMatchObject({ type });
    expect(Event.parse(example)).toEqual(example);
  });

  it('has a pattern that leaves out the changes of a reassignment alone', () => {
    const pattern = jsonObject.parse(JSON.parse(blockOf(below('## Subscribing'), 'json')));
    const matches = compilePattern(pattern);
    const source = 'voip-contacts-production-service';
    for (const [type, example] of examples) {
      const detail = jsonObject.parse(example);
      const asPublished = { source, 'detail-type': type, detail };
      expect([type, matches(asPublished)]).toEqual([type, true]);
      expect(matches({ ...asPublished, source: 'another' })).toBe(false);
      if (!type.startsWith('contact-change.')) continue;
      const ofReassignment = { ...detail, reassignmentId: '01KJQ5B2C4D6E8F0G1H3J5K7M9' };
      expect([type, matches({ ...asPublished, detail: ofReassignment })]).toEqual([type, false]);
    }
  });
});

describe('The stack of the page', () => {
  // Inside the project, so that it finds its packages.
  const folder = mkdtempSync(join(root, 'node_modules', '.snippets-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('synthesizes, and each of its targets gets what the page says', async () => {
    const file = join(folder, 'subscribers.mjs');
    writeFileSync(file, transformSync(blockOf(page, 'ts'), { loader: 'ts' }).code);
    const Module = z.object({
      Subscribers: z.custom<new (scope: App, id: string) => Stack>((value) => typeof value === 'function'),
    });
    const { Subscribers } = Module.parse(await import(file));
    const template = Template.fromStack(new Subscribers(new App(), 'subscribers'));
    const Rule = z.object({
      Properties: z.object({
        EventPattern: jsonObject,
        Targets: z.tuple([z.object({ Arn: z.unknown(), DeadLetterConfig: z.unknown() })]),
      }),
    });
    const received = Object.values(template.findResources('AWS::Events::Rule')).map((found) => {
      const { EventPattern, Targets } = Rule.parse(found).Properties;
      expect(Targets[0].DeadLetterConfig).toBeDefined();
      const matches = compilePattern(EventPattern);
      return eventTypes.filter((type) =>
        matches({
          source: 'voip-contacts-production-service',
          'detail-type': type,
          detail: jsonObject.parse(examples.get(type)),
        }),
      );
    });
    expect(received).toEqual([
      ['contact-change.completed', 'reassignment.completed'],
      ['contact-change.effective'],
      eventTypes.filter((type) => type.startsWith('reassignment.')),
    ]);
    template.resourceCountIs('AWS::Events::ApiDestination', 1);
    template.resourceCountIs('AWS::Events::Connection', 1);
  });
});
