/** The content of a text: the editor, its source, or plain text. The editor is fetched when somebody first comes near one. */
import { LitElement, html, nothing } from "./lib/lit.js";
import { sheet } from "./sheets.js";

const escaped = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Paragraphs of what was typed as plain text; a line that only begins or ends a section stays outside of them. */
export function formatted(plain) {
  const blocks = [];
  let lines = [];
  const end = () => {
    if (lines.length) blocks.push(`<p>${lines.map(escaped).join("<br>\n")}</p>`);
    lines = [];
  };
  for (const line of plain.trim().split("\n")) {
    const section = /^\s*\{\{[#^/]\w+}}\s*$/.test(line);
    if (section || !line.trim()) end();
    if (section) blocks.push(line.trim());
    else if (line.trim()) lines.push(line);
  }
  end();
  return blocks.join("\n");
}

/** What remains of a formatted text without its tags; the addresses of links stay. */
export function unformatted(source) {
  const page = new DOMParser().parseFromString(source, "text/html");
  for (const link of page.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    if (!link.textContent.includes(address)) link.append(` ${address}`);
  }
  for (const line of page.querySelectorAll("br")) line.replaceWith("\n");
  for (const item of page.querySelectorAll("li")) { item.prepend("- "); item.append("\n"); }
  for (const block of page.querySelectorAll("p, h1, h2, h3, h4, ul, ol, table, div")) block.append("\n\n");
  return page.body.textContent.replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}

export class TextBox extends LitElement {
  static properties = { screen: {}, section: {}, text: {}, own: {}, values: {}, off: {}, source: { state: true }, module: { state: true }, dropped: { state: true } };

  constructor() {
    super();
    this.source = false;
    this.dropped = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    TextBox.all.add(this);
    this.renderRoot.adoptedStyleSheets = [await sheet("portal-emails.css")];
    this.watch = new IntersectionObserver(seen => { if (seen.some(one => one.isIntersecting)) TextBox.load(); });
    this.watch.observe(this);
    if (TextBox.loading) await TextBox.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    TextBox.all.delete(this);
    this.watch?.disconnect();
    this.#close();
  }

  static all = new Set();

  /** Fetches the editor, once; then every box gets it at once, so that the page moves once. */
  static load() {
    TextBox.loading ??= Promise.all([import("./editor.js"), sheet("editor.css")]);
    return TextBox.loading.then(([{ createEditor }, style]) => Promise.all([...TextBox.all].filter(box => !box.module).map(box => {
      box.watch?.disconnect();
      box.looks = style;
      box.module = createEditor;
      return box.updateComplete;
    })));
  }

  get path() { return `${this.text.path}.content`; }
  get content() { return this.own ? this.values[this.path] ?? "" : this.text.shared.content; }
  get format() { return (this.own && this.values[`${this.text.path}.format`]) || (this.own ? "html" : this.text.shared.format); }
  get editing() { return this.module && this.format === "html" && !this.source && this.module.canShow(this.content); }

  focus() {
    TextBox.load().then(() => this.updateComplete).then(() => (this.editor ? this.editor.focus() : this.renderRoot.querySelector("textarea")?.focus()));
  }

  async goTo(line, column) {
    await this.updateComplete;
    if (this.editor) { this.editor.focus(); return this.editor.goTo(line, column); }
    const area = this.renderRoot.querySelector("textarea");
    if (!area) return undefined;
    area.focus();
    if (line > 0) {
      const lines = area.value.split("\n");
      const at = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + [...(lines[line - 1] || "")].slice(0, column - 1).join("").length;
      area.setSelectionRange(at, at + 1);
      area.scrollTop = Math.max(0, (line - 3) * parseFloat(getComputedStyle(area).lineHeight));
    }
    return undefined;
  }

  #close() {
    this.editor?.destroy();
    this.editor = null;
    this.of = null;
  }

  updated() {
    const host = this.renderRoot.querySelector("#editor");
    const of = host && `${this.path} ${this.own}`;
    if (this.of !== of || (host && !host.shadowRoot)) {
      this.#close();
      if (host) {
        const place = this.#place(host);
        this.of = of;
        const words = Object.fromEntries(Object.entries(this.screen.words).filter(([key]) => key.startsWith("editor.")).map(([key, text]) => [key.slice(7), text]));
        this.editor = this.module(place, {
          source: this.content, fields: this.section.mergeFields, words, language: this.text.language, labelledBy: "content-label", describedBy: "content-help",
          readOnly: this.off || !this.own,
          onChange: source => { this.dropped = ""; this.screen.type(this.path, source); },
          onNotice: text => { this.dropped = text; },
        });
      }
    } else if (this.editor && this.editor.source !== this.content) {
      this.editor.setSource(this.content);
    }
  }

  /** The editor has a root of its own: its looks and ours do not meet. What names it stands in it. */
  #place(host) {
    const root = host.shadowRoot || host.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [this.looks];
    const named = [["content-label", this.text.contentLabel], ["content-help", ""]].map(([id, textContent]) => Object.assign(document.createElement("span"), { id, textContent, hidden: true }));
    const place = document.createElement("div");
    root.replaceChildren(...named, place);
    return place;
  }

  #choose(format) {
    if (format === this.format) return;
    const path = `${this.text.path}.format`;
    this.screen.values = { ...this.screen.values, [path]: format };
    this.screen.type(this.path, format === "html" ? formatted(this.content) : unformatted(this.content));
    this.source = false;
  }

  render() {
    const t = (key, values) => this.screen.t(key, values);
    const rich = this.format === "html";
    const shows = !rich || !this.module || this.module.canShow(this.content);
    const invalid = this.screen.errors.some(one => one.path === this.path);
    return html`<div class="field">
      <div class="label-row"><label id="content-label" for="content">${this.text.contentLabel}</label>
        ${rich && this.own ? html`<div class="row" role="group" aria-label=${t("view.source")}>${["letter", "source"].map(view => html`<button type="button" class="small" aria-pressed=${(view === "source") === (this.source || !shows)} ?disabled=${view === "letter" && !shows} @click=${() => { this.source = view === "source"; }}>${t(`view.${view}`)}</button>`)}</div>` : nothing}</div>
      ${this.editing ? html`<div id="editor"></div>` : this.#plain(rich && !this.source && shows, invalid)}
      <p class="help" id="content-help" role="status">${shows ? this.dropped : t("view.source-only")}</p>
      ${this.own && !this.off ? html`<fieldset class="row wrap"><legend>${t("format")}</legend>${["html", "plain"].map(format => html`<label class="radio"><input type="radio" name="format" value=${format} .checked=${this.format === format} @change=${() => this.#choose(format)}>${t(`format.${format}`)} <span class="help">${t(`format.${format}.hint`)}</span></label>`)}</fieldset>` : nothing}
    </div>`;
  }

  /** Before the editor is there, the words of a formatted text; else the text as it is stored. */
  #plain(waiting, invalid) {
    if (waiting) return html`<div class="words" id="content" tabindex="0" role="textbox" aria-readonly="true" aria-labelledby="content-label" dir="auto" lang=${this.text.language} @focus=${() => this.focus()} @click=${() => this.focus()}>${unformatted(this.content)}</div>`;
    return html`${this.own && !this.off ? this.#picker() : nothing}<textarea id="content" rows="12" dir="auto" lang=${this.text.language} spellcheck=${this.format === "plain"} class=${this.format === "html" ? "code" : ""} .value=${this.content} ?readonly=${this.off || !this.own} aria-invalid=${invalid} aria-describedby="content-help" @input=${event => this.screen.type(this.path, event.target.value)}></textarea>`;
  }

  #picker() {
    const insert = (event, field) => {
      const area = this.renderRoot.querySelector("textarea");
      area.setRangeText(field.list ? `{{#${field.name}}}{{.}} {{/${field.name}}}` : `{{${field.name}}}`, area.selectionStart, area.selectionEnd, "end");
      this.screen.type(this.path, area.value);
      event.target.closest("details").open = false;
      area.focus();
    };
    const marks = field => ["required", "secret", "sometimesAbsent"].filter(flag => field[flag]).map(flag => this.screen.t(`fields.${flag === "sometimesAbsent" ? "optional" : flag}`));
    return html`<details class="picker" @keydown=${event => { if (event.key === "Escape") { event.currentTarget.open = false; event.currentTarget.querySelector("summary").focus(); } }}><summary>${this.screen.t("fields.insert")}</summary><ul>${this.section.mergeFields.map(field => html`
      <li><button type="button" @click=${event => insert(event, field)}>${field.label}<span class="help">${[field.example, ...marks(field)].join(" · ")}</span></button></li>`)}</ul></details>`;
  }
}
