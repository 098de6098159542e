export interface Page {
  /** The last address, after every redirection but to the console, which nobody serves here. */
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

/** Follows redirections and keeps cookies, as a browser does. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  get(url: string): Promise<Page> {
    return this.#go(url, { method: 'GET' });
  }

  post(url: string, form: Readonly<Record<string, string>>): Promise<Page> {
    return this.#go(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  async #go(url: string, init: RequestInit): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url, status: response.status, text: await response.text() };
    const next = new URL(location, url);
    if (next.pathname.startsWith('/console/')) return { url: next.href, status: response.status, text: '' };
    return this.#go(next.href, { method: 'GET' });
  }
}
