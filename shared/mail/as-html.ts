import { htmlEscape } from 'escape-goat';
import layout from './layout.json' with { type: 'json' };
import type { Block, LetterContent } from './letter.ts';

type Value = 'LANGUAGE' | 'SUBJECT' | 'TEXT' | 'LABEL' | 'VALUE' | 'URL';

/** Replaces the words in capitals by their values, escaped. */
const fill = (fragment: string, values: Readonly<Partial<Record<Value, string>>>): string =>
  fragment.replaceAll(/\b(?:LANGUAGE|SUBJECT|TEXT|LABEL|VALUE|URL)\b/g, (name) => {
    const value = Object.entries(values).find(([key]) => key === name)?.[1];
    if (value === undefined) throw new Error(`The layout has no value for ${name}.`);
    return htmlEscape(value);
  });

/** The letter as HTML. It loads no picture, no font and nothing else. */
export const asHtml = ({ language, subject, blocks, footer }: LetterContent): string =>
  [
    fill(layout.start, { LANGUAGE: language, SUBJECT: subject }),
    ...blocks.map(render),
    ...footer.map((text) => fill(layout.note, { TEXT: text })),
    layout.end,
  ].join('');

function render(block: Block): string {
  switch (block.kind) {
    case 'text':
      return fill(layout.text, { TEXT: block.text });
    case 'facts':
      return [
        layout.top,
        ...block.facts.map(([label, value]) => fill(layout.fact, { LABEL: label, VALUE: value })),
        layout.bottom,
      ].join('');
    case 'link':
      return fill(layout.link, { LABEL: block.label, URL: block.url });
    default:
      return block satisfies never;
  }
}
