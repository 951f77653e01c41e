import { Unreachable } from "./api.js";

/** Style sheets of the components: files beside this one, so that a host's policy needs no exception for them. */
const sheets = new Map();

/** @param {string} name a file beside this module */
export function sheet(name) {
  if (!sheets.has(name)) {
    sheets.set(name, fetch(new URL(name, import.meta.url)).then(answer => answer.text()).then(text => new CSSStyleSheet().replace(text)).catch(error => {
      sheets.delete(name);
      throw new Unreachable(String(error));
    }));
  }
  return sheets.get(name);
}
