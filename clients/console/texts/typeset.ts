const space = '\u00A0';

/** A French text whose lines break neither before `: ; ? ! » %` nor after `«`. */
const kept = (text: string): string => text.replaceAll(/ (?=[:;?!»%])/g, space).replaceAll(/(?<=«) /g, space);

function typesetAll(texts: object): void {
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text === 'string') Reflect.set(texts, name, kept(text));
    else if (typeof text === 'object' && text !== null) typesetAll(text);
  }
}

/** French texts with the spaces that French sets before and inside its signs, at which no line may break. */
export function typeset<Texts extends object>(texts: Texts): Texts {
  const copy = structuredClone(texts);
  typesetAll(copy);
  return copy;
}
