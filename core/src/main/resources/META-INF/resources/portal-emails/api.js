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

/** The host's own rules refuse what was asked, before we are. */
export class Forbidden extends Refused {
  constructor(address) {
    super({ type: "about:blank", title: `403 ${new URL(address, location.href).pathname}`, status: 403, detail: "" });
  }
}

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
  async post(path, parameters, values = {}) {
    const body = JSON.stringify(values);
    const send = token => this.#ask(this.address(path, parameters), {
      method: "POST", headers: { "Content-Type": "application/json", ...(token.value ? { [token.header]: token.value } : {}) }, body,
    });
    const token = this.token();
    try {
      return await send(token);
    } catch (error) {
      if (!(error instanceof Forbidden)) throw error;
      // The host refused before we were asked: nobody is signed in any more, or the token is not (or no longer) the right one.
      await this.renew();
      if (this.token().value !== token.value) return send(this.token());
      console.error("Portal Emails: the host refuses a POST although somebody is signed in. Is the token against forgery in the page (meta _csrf, or csrf-token)?");
      throw error;
    }
  }

  async #ask(address, options) {
    let response;
    try {
      response = await fetch(address, { credentials: "same-origin", ...options, headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", ...options.headers } });
    } catch (error) {
      throw new Unreachable(String(error));
    }
    const type = response.headers.get("Content-Type") || "";
    if (response.ok && type.startsWith("application/json")) return response.json();
    if (type.startsWith("application/problem+json")) {
      const problem = await response.json();
      throw problem.status === 401 ? new SignedOut() : new Refused(problem);
    }
    if (response.redirected || response.ok || response.status === 401) throw new SignedOut();
    if (response.status === 403) throw new Forbidden(address);
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
