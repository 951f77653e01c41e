/**
 * How the components talk to the server: on the host's own session, with the host's token against forgery.
 *
 * @typedef {{type: string, title: string, status: number, detail: string, violations?: Violation[]}} Problem
 * @typedef {{path: string, code: string, severity: string, message: string, line: number, column: number}} Violation
 */

/** What the server refused, in words for its reader. */
export class Refused extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super([problem.title, problem.detail, ...(problem.violations || []).map(one => one.message)].filter(Boolean).join(" "));
    this.problem = problem;
  }
}

/** Nobody is signed in any more: a session ended, or a proxy shows its own page. */
export class SignedOut extends Error {}

/** The server did not answer at all. */
export class Unreachable extends Error {}

export class Api {
  /** @param {HTMLElement} element whose attributes say where the server is */
  constructor(element) {
    this.element = element;
    this.renewed = null;
  }

  get base() {
    return (this.element.getAttribute("api") || new URL("api", import.meta.url).pathname).replace(/\/$/, "");
  }

  address(path, parameters = {}) {
    const query = new URLSearchParams({ lang: this.element.language, ...parameters });
    return `${this.base}/${path}?${query}`;
  }

  get(path, parameters) {
    return this.#ask(this.address(path, parameters), {});
  }

  /** @param {Record<string, string>} values */
  post(path, parameters, values = {}) {
    const token = this.token();
    const headers = { "Content-Type": "application/json" };
    if (token.value) headers[token.header] = token.value;
    return this.#ask(this.address(path, parameters), { method: "POST", headers, body: JSON.stringify(values) });
  }

  async #ask(address, options) {
    let response;
    try {
      response = await fetch(address, { credentials: "same-origin", ...options, headers: { Accept: "application/json", ...options.headers } });
    } catch (error) {
      throw new Unreachable(String(error));
    }
    const type = response.headers.get("Content-Type") || "";
    if (response.ok && type.startsWith("application/json")) return response.json();
    if (type.startsWith("application/problem+json")) {
      const problem = await response.json();
      throw problem.status === 401 ? new SignedOut() : new Refused(problem);
    }
    if (response.redirected || response.ok || [401, 403].includes(response.status)) throw new SignedOut();
    throw new Unreachable(String(response.status));
  }

  /** The host's token: from the element, the page's meta elements, or the cookie that frameworks read tokens from. */
  token() {
    const page = this.renewed || document;
    const self = this.renewed?.querySelector(this.element.localName) || this.element;
    const meta = name => page.querySelector(`meta[name="${name}"]`)?.content;
    const cookie = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1];
    return {
      header: self.getAttribute("csrf-header") || meta("_csrf_header") || (cookie ? "X-XSRF-TOKEN" : "X-CSRF-TOKEN"),
      parameter: self.getAttribute("csrf-parameter") || meta("_csrf_parameter") || "_csrf",
      value: self.getAttribute("csrf-token") || meta("_csrf") || (cookie ? decodeURIComponent(cookie) : ""),
    };
  }

  /** After somebody signed in again, in another window, the host's page has another token. */
  async renew() {
    const response = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
    this.renewed = new DOMParser().parseFromString(await response.text(), "text/html");
    await this.get("words");
  }
}
