/** The mail beside the form, as its reader will see it: the very document that would be sent, in a frame that runs and loads nothing. */
import { html, nothing } from "./lib/lit.js";

let frames = 0;

export class Preview {
  constructor(screen) {
    this.screen = screen;
    this.shown = null;
    this.stale = false;
    this.part = "mail";
    this.variant = "full";
    this.views = new Set();
    this.sent = "";
    this.all = [];
    this.galleryTitle = "";
    this.to = null;
  }

  get section() { return this.screen.view.sections.find(section => section.id === this.screen.current); }
  get language() { return this.screen.tabs[this.section.id]; }
  get parameters() { return { ...this.screen.owner, mail: this.section.mail, language: this.language, variant: this.variant }; }

  /** Of all that is typed, what this mail is made from. */
  values(section, values = this.screen.values) {
    const property = section.texts[0].path.split(".")[0];
    return Object.fromEntries(Object.entries(values).filter(([path]) => !path.includes("].") || path.startsWith(`${property}.`) || path.startsWith("brand[")));
  }

  later() {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => this.refresh(), 350);
  }

  async refresh() {
    if (!this.section || !this.screen.isConnected) return;
    const asked = this.asking = (this.asking || 0) + 1;
    const values = this.values(this.section);
    await this.screen.attempt(async () => {
      const shown = await this.screen.api.post("preview", this.parameters, values);
      if (asked !== this.asking) return;
      this.stale = !shown.sound;
      if (shown.sound) {
        this.shown = { ...shown, of: this.#title(this.section, this.language), section: this.section.id, language: this.language };
        this.#load(this.#frame(), this.parameters, values);
      } else {
        this.notes = shown.notes;
      }
      this.screen.requestUpdate();
    });
  }

  #title(section, language) {
    return this.screen.t("preview.of", { mail: section.title, language: this.screen.view.languages[language] });
  }

  /** The frame stands in the page itself and not among our elements: a form can only fill a frame that it finds by its name. */
  #frame() {
    this.frame ??= this.#newFrame("preview");
    this.frame.title = this.shown.of;
    for (const view of ["phone", "dark"]) this.frame.classList.toggle(view, this.views.has(view));
    return this.frame;
  }

  #newFrame(slot) {
    const frame = document.createElement("iframe");
    frame.name = `portal-emails-frame-${++frames}`;
    frame.slot = slot;
    frame.setAttribute("sandbox", "");
    this.screen.append(frame);
    return frame;
  }

  #load(frame, parameters, values) {
    const { parameter, value } = this.screen.api.token();
    const form = document.createElement("form");
    Object.assign(form, { method: "post", target: frame.name, action: this.screen.api.address("frame", { ...parameters, images: String(!this.views.has("no-images")) }), hidden: true });
    for (const [name, text] of [["values", JSON.stringify(values)], [parameter, value]]) {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name, value: text });
      if (text) form.append(input);
    }
    this.screen.append(form);
    form.submit();
    form.remove();
  }

  #toggle(view) {
    if (this.views.has(view)) this.views.delete(view);
    else this.views.add(view);
    if (this.shown) this.#load(this.#frame(), this.parameters, this.values(this.section));
    this.screen.requestUpdate();
  }

  async #test(event) {
    const button = event.currentTarget;
    const to = this.to ?? this.screen.view.testAddress;
    button.disabled = true;
    this.sent = "…";
    await this.screen.attempt(async () => {
      try {
        const answer = await this.screen.api.post("test", { ...this.parameters, to }, this.values(this.section));
        this.sent = this.screen.t("test.sent", { address: answer.to });
      } catch (error) {
        this.sent = error.problem ? error.message : "";
        if (!error.problem) throw error;
      }
    });
    button.disabled = false;
    this.screen.requestUpdate();
  }

  async #probe(event) {
    const button = event.currentTarget;
    button.disabled = true;
    this.probed = null;
    this.sent = "…";
    await this.screen.attempt(async () => {
      try {
        this.probed = await this.screen.api.post("probe", this.parameters, this.values(this.section));
        this.sent = "";
      } catch (error) {
        this.sent = error.problem ? error.message : "";
        if (!error.problem) throw error;
      }
    });
    button.disabled = false;
    this.screen.requestUpdate();
  }

  #servers() {
    const t = (key, values) => this.screen.t(key, values);
    if (!this.probed) return nothing;
    const { route, servers } = this.probed;
    const several = servers.length > 1;
    return html`<div class="box" role="status">${several ? html`<strong>${t("probe.route", { route })}</strong>` : nothing}
      ${servers.length ? nothing : html`<p>${t("probe.none")}</p>`}
      ${servers.map(server => html`${several ? html`<p><strong>${server.name}</strong></p>` : nothing}${server.steps.length ? html`<ol class="steps">${server.steps.map(step => html`<li>${step.passed ? "✓" : "✗"} ${step.text}</li>`)}</ol>` : html`<p>${t("probe.none")}</p>`}`)}</div>`;
  }

  /** All languages, and both variants of each, side by side. */
  #showAll() {
    const section = this.section;
    const variants = section.sparse ? ["full", "sparse"] : ["full"];
    const mails = section.texts.flatMap(text => variants.map(variant => ({
      section, text, variant, words: this.screen.view.languages[text.language] + (section.sparse ? ` – ${this.screen.t(`preview.variant.${variant}`)}` : ""),
    })));
    return this.#gallery(section.title, mails, this.screen.values);
  }

  /**
   * The mails of an older version that has texts of its own.
   *
   * @param {string} title
   * @param {Record<string, string>} values of that version, by path
   */
  showVersion(title, values) {
    const mails = this.screen.view.sections.filter(section => section.mail).flatMap(section => section.texts
      .filter(text => values[`${text.path}.content`])
      .map(text => ({ section, text, variant: "full", words: `${section.title} – ${this.screen.view.languages[text.language] || text.language}` })));
    return this.#gallery(title, mails, values);
  }

  async #gallery(title, mails, values) {
    this.all = mails.map((mail, at) => ({ ...mail, slot: `all-${at}` }));
    this.galleryTitle = title;
    this.screen.requestUpdate();
    await this.screen.updateComplete;
    for (const one of this.all) {
      one.frame = this.#newFrame(one.slot);
      one.frame.title = one.words;
      this.#load(one.frame, { ...this.screen.owner, mail: one.section.mail, language: one.text.language, variant: one.variant }, this.values(one.section, values));
    }
  }

  #closeAll() {
    for (const one of this.all) one.frame?.remove();
    this.all = [];
    this.galleryTitle = "";
    this.screen.requestUpdate();
  }

  render() {
    const t = (key, values) => this.screen.t(key, values);
    const { shown } = this;
    const section = this.section;
    const other = shown && (shown.section !== section.id || shown.language !== this.language);
    const state = this.stale ? (shown && !other ? t("preview.stale") : t("preview.broken")) : t("preview.masked");
    return html`<aside aria-labelledby="preview-title" tabindex="-1">
      <h2 id="preview-title">${section ? this.#title(section, this.language) : t("preview")}</h2>
      <p class="muted" role="status">${state}</p>
      ${shown && !(other && this.stale) ? html`
        <dl class="head"><dt>${t("preview.from")}</dt><dd>${shown.from}</dd><dt>${t("preview.to")}</dt><dd>${shown.to}</dd><dt>${t("preview.subject")}</dt><dd dir="auto"><strong>${shown.subject}</strong></dd></dl>
        <div class="row wrap" role="group" aria-label=${t("preview.views")}>
          ${["mail", "plain"].map(part => html`<button type="button" aria-pressed=${this.part === part} @click=${() => { this.part = part; this.screen.requestUpdate(); }}>${t(`preview.${part}`)}</button>`)}
          ${["phone", "dark", "no-images"].map(view => html`<button type="button" id="view-${view}" aria-pressed=${this.views.has(view)} @click=${() => this.#toggle(view)}>${t(`preview.${view}`)}</button>`)}
        </div>
        <div class="row wrap">
          ${section.sparse ? html`<label for="variant">${t("preview.variant")}</label><select id="variant" @change=${event => { this.variant = event.target.value; this.refresh(); }}>${["full", "sparse"].map(one => html`<option value=${one} .selected=${one === this.variant}>${t(`preview.variant.${one}`)}</option>`)}</select>` : nothing}
          <button type="button" id="all-languages" @click=${() => this.#showAll()}>${t("preview.all")}</button>
        </div>
        ${shown.notes.length ? html`<ul class="problems">${shown.notes.map(note => html`<li class="warning">${note}</li>`)}</ul>` : nothing}
        <div class="paper ${this.stale ? "stale" : ""} ${this.part === "plain" ? "hidden-part" : ""}"><slot name="preview"></slot></div>
        ${this.part === "plain" ? html`<pre dir="auto">${shown.text}</pre>` : nothing}
        ${shown.dropped.length ? html`<details><summary>${t("preview.dropped")}</summary><ul>${shown.dropped.map(one => html`<li>${one}</li>`)}</ul></details>` : nothing}` : nothing}
      ${this.screen.view.editable ? html`<div class="row wrap test"><label for="test-to">${t("test.to")}</label><input type="email" id="test-to" .value=${this.to ?? this.screen.view.testAddress} @input=${event => { this.to = event.target.value; }}>
        <button type="button" id="test" ?disabled=${this.stale} @click=${event => this.#test(event)}>${t("test")}</button>
        <button type="button" id="probe" title=${t("probe.help")} @click=${event => this.#probe(event)}>${t("probe")}</button></div>${this.#servers()}<p role="status">${this.stale ? t("test.broken") : this.sent}</p>` : nothing}
      ${this.galleryTitle ? html`<dialog data-open class="wide" aria-labelledby="all-title" @cancel=${() => this.#closeAll()} @close=${() => this.#closeAll()}>
        <div class="heading"><h2 id="all-title">${this.galleryTitle}</h2><button type="button" @click=${() => this.#closeAll()}>${t("close")}</button></div>
        <div class="gallery">${this.all.map(one => html`<figure><figcaption>${one.words}</figcaption><slot name=${one.slot}></slot></figure>`)}</div>
        ${this.all.length ? nothing : html`<p>${t("history.no-texts")}</p>`}</dialog>` : nothing}
    </aside>`;
  }
}
