/**
 * The stand-in writes the HTML of a mail into a frame that shares its origin. Here a frame has an origin of its own and
 * runs no script; its links open another tab.
 */
const changes: readonly (readonly [from: string, to: string])[] = [
  [
    ' src="javascript:void(0);"></iframe>',
    ' sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
  ],
  ['const iframeDoc = (iframe.contentDocument || iframe.contentWindow.document);', ''],
  ['iframeDoc.body.innerHTML = e.body.html;', `iframe.srcdoc = '<base target="_blank">' + e.body.html;`],
];

/** The stand-in's page, with the HTML of each mail in a sandbox. Throws if it is another page than expected. */
export function sandboxed(page: string): string {
  let changed = page;
  for (const [from, to] of changes) {
    if (changed.split(from).length !== 2) throw new Error(`The page of the inbox has not one: ${from}`);
    changed = changed.replace(from, () => to);
  }
  return changed;
}
