/** What both components are made of: words, moments, problems, and the way back into a session. */
import { LitElement, html, nothing } from "./lib/lit.js";
import { Api, SignedOut, Unreachable } from "./api.js";
import { sheet } from "./sheets.js";

export { html, nothing };

/** Where there are no words yet: the host's page has an address that nobody answers, or no access was set up. */
const UNREACHABLE = "Portal Emails does not answer here. / Courriels portail ne répond pas ici.";

export class Part extends LitElement {
  /** Open dialogs, and where the focus was before each. */
  #opened = [];

  static properties = { failure: { state: true }, signedOut: { state: true }, asked: { state: true } };

  constructor() {
    super();
    this.api = new Api(this);
    this.words = {};
    this.failure = "";
    this.signedOut = false;
    this.asked = null;
  }

  static get observedAttributes() {
    return [...super.observedAttributes, "lang"];
  }

  /** The reader's language: of the element, or of the page around it; also as Java writes it, with a low line. */
  get language() {
    try {
      return Intl.getCanonicalLocales((this.closest("[lang]")?.lang || "en").replaceAll("_", "-"))[0];
    } catch {
      return "en";
    }
  }

  async connectedCallback() {
    super.connectedCallback();
    const root = /** @type {ShadowRoot} */ (this.renderRoot);
    await this.attempt(async () => {
      root.adoptedStyleSheets = [await sheet("portal-emails.css")];
      await this.#translate();
      await this.load();
    });
    this.requestUpdate();
  }

  attributeChangedCallback(name, before, now) {
    super.attributeChangedCallback(name, before, now);
    if (name === "lang" && before !== now && this.translated) {
      this.attempt(async () => { await this.#translate(); await this.retranslated(); });
    }
  }

  async #translate() {
    this.words = await this.api.get("words");
    this.translated = true;
  }

  /** Words for a key, with what stands in brackets. */
  t(key, values = {}) {
    const pattern = this.words[`screen.${key}`] ?? "";
    return pattern.replace(/\[(\w+)]/g, (all, name) => values[name] ?? all);
  }

  moment(iso) {
    if (!iso) return "";
    return new Intl.DateTimeFormat(this.language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
  }

  /** Does something; what goes wrong is shown, and a session that ended is asked for. */
  async attempt(work) {
    try {
      this.failure = "";
      this.unreachable = false;
      return await work();
    } catch (error) {
      this.unreachable = error instanceof Unreachable;
      if (error instanceof SignedOut) this.signedOut = true;
      else if (this.unreachable) this.failure = this.t("problem.unreachable") || UNREACHABLE;
      else if (error.problem) this.failure = error.message;
      else throw error;
      return undefined;
    }
  }

  /** Asks before something that cannot be taken back; the answer is the text that was typed, or null. */
  ask(title, lead, { input = "" } = {}) {
    return new Promise(answer => { this.asked = { title, lead, input, answer }; });
  }

  updated() {
    for (const dialog of this.renderRoot.querySelectorAll("dialog[data-open]")) {
      if (dialog.open) continue;
      this.#opened.push({ dialog, from: this.renderRoot.activeElement });
      dialog.showModal();
    }
    for (const closed of this.#opened.filter(one => !one.dialog.isConnected).reverse()) this.#goBack(closed.from);
    this.#opened = this.#opened.filter(one => one.dialog.isConnected);
  }

  /** A dialog that is taken out of the page leaves the focus nowhere. */
  #goBack(from) {
    if (this.renderRoot.activeElement) return;
    const around = this.#opened.findLast(one => one.dialog.isConnected)?.dialog;
    (from?.isConnected ? from : around?.querySelector("button"))?.focus();
  }

  renderFailure() {
    return this.failure ? html`<div class="box error" role="alert"><p>${this.failure}</p></div>` : nothing;
  }

  renderDialogs() {
    return html`${this.signedOut ? this.#session() : nothing}${this.asked ? this.#question() : nothing}`;
  }

  #session() {
    const back = async () => {
      await this.attempt(async () => {
        await this.api.renew();
        this.signedOut = false;
        await this.resumed();
      });
    };
    return html`<dialog data-open aria-labelledby="session-title" @cancel=${event => event.preventDefault()}>
      <h2 id="session-title">${this.t("session.title") || "Session"}</h2>
      <p>${this.t("session.lead")}</p>
      <p class="actions">
        <a class="button" target="_blank" rel="opener" href=${this.getAttribute("sign-in") || location.href}>${this.t("session.sign-in") || "Sign in"}</a>
        <button class="primary" @click=${back}>${this.t("session.continue") || "OK"}</button>
      </p>
    </dialog>`;
  }

  #question() {
    const { title, lead, input, answer } = this.asked;
    const end = value => { this.asked = null; answer(value); };
    return html`<dialog data-open aria-labelledby="ask-title" @cancel=${() => end(null)}>
      <form method="dialog" @submit=${event => end(input ? event.target.elements.typed.value : "yes")}>
        <h2 id="ask-title">${title}</h2>
        <p>${lead}</p>
        ${input ? html`<label for="typed">${input}</label><input id="typed" name="typed" required maxlength="200">` : nothing}
        <p class="actions"><button type="button" @click=${() => end(null)}>${this.t("cancel")}</button><button class="primary">${this.t("confirm")}</button></p>
      </form>
    </dialog>`;
  }

  /** What to do first. */
  async load() {}

  /** What to do when the reader's language was changed. */
  async retranslated() { await this.load(); }

  /** What to do when somebody is signed in again. */
  async resumed() { await this.load(); }
}
