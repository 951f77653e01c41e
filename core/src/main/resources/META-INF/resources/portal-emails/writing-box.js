/** A place where a part of a text is written. The editor is fetched when somebody first comes near one. */
import { LitElement, html } from "./lib/lit.js";
import { sheet } from "./sheets.js";

export { html };

/** A text in which merge fields stand by their labels, as their chips do. */
export function labelled(text, fields, words) {
  const label = name => (name === "." ? words["editor.field.each-value"] : fields.find(one => one.name === name)?.label ?? name);
  return text
    .replace(/\{\{#(\w+)\}\}\{\{\1\}\}\{\{\/\1\}\}\{\{\^\1\}\}([^{}]*)\{\{\/\1\}\}/g, (all, name, otherwise) => `${label(name)} ${words["editor.field.or"]} ${otherwise}`)
    .replace(/\{\{[#^/]\w+\}\}/g, "")
    .replace(/\{\{\s*(\w+|\.)\s*\}\}/g, (all, name) => label(name));
}

export class WritingBox extends LitElement {
  static properties = { screen: {}, section: {}, text: {}, own: {}, values: {}, off: {}, problems: {}, module: { state: true }, dropped: { state: true } };

  constructor() {
    super();
    this.dropped = "";
    this.problems = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    WritingBox.all.add(this);
    this.renderRoot.adoptedStyleSheets = [await sheet("portal-emails.css")];
    this.watch = new IntersectionObserver(seen => { if (seen.some(one => one.isIntersecting)) WritingBox.load(); });
    this.watch.observe(this);
    if (WritingBox.loading) await WritingBox.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    WritingBox.all.delete(this);
    this.watch?.disconnect();
    this.#close();
  }

  static all = new Set();

  /** Fetches the editor, once; then every box gets it at once, so that the page moves once. */
  static load() {
    WritingBox.loading ??= Promise.all([import("./editor.js"), import("./line.js"), sheet("editor.css")]);
    return WritingBox.loading.then(([{ createEditor }, { createLine }, style]) => Promise.all([...WritingBox.all].filter(box => !box.module).map(box => {
      box.watch?.disconnect();
      box.looks = style;
      box.module = { content: createEditor, subject: createLine }[box.kind];
      return box.updateComplete;
    })));
  }

  /** What of the text: `subject` or `content`. */
  get kind() { return ""; }
  get path() { return `${this.text.path}.${this.kind}`; }
  get label() { return this.text[`${this.kind}Label`]; }
  get stored() { return this.own ? this.values[this.path] ?? "" : this.text.shared[this.kind]; }
  get readOnly() { return this.off || !this.own; }
  get invalid() { return this.problems.some(one => one.severity === "error"); }

  get #of() { return `${this.path} ${this.readOnly}`; }

  /** Whether the editor shows the text; what is typed in it never takes it away. */
  get shows() {
    return !this.module || this.module.canShow(this.stored) || (this.of === this.#of && this.editor?.source === this.stored);
  }

  /** Where people write if there is no editor. */
  get plain() { return this.renderRoot.querySelector("textarea, input:not([type])"); }

  focus() {
    WritingBox.load().then(() => this.updateComplete).then(() => (this.editor ?? this.plain)?.focus());
  }

  async goTo(line, column) {
    await WritingBox.load();
    await this.updateComplete;
    if (this.editor) { this.editor.focus(); return line > 0 ? this.editor.goTo(line, column) : undefined; }
    const area = this.plain;
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
    const of = host && this.#of;
    if (this.of !== of || (host && !host.shadowRoot)) {
      this.#close();
      if (host) {
        const place = this.#place(host);
        this.of = of;
        const words = Object.fromEntries(Object.entries(this.screen.words).filter(([key]) => key.startsWith("editor.")).map(([key, text]) => [key.slice(7), text]));
        this.editor = this.module(place, {
          source: this.stored, fields: this.section.mergeFields, words, language: this.text.language, labelledBy: "label", describedBy: "problems",
          readOnly: this.readOnly,
          onChange: source => { this.dropped = ""; this.screen.type(this.path, source); },
          onNotice: text => { this.dropped = text; },
        });
      }
    } else if (this.editor && this.editor.source !== this.stored) {
      this.editor.setSource(this.stored);
    }
    if (this.editor) {
      this.editor.invalid = this.invalid;
      host.shadowRoot.getElementById("problems").textContent = this.problems.map(one => one.message).join(" ");
    }
  }

  /** The editor has a root of its own: its looks and ours do not meet. What names it and what is wrong with it stand in it. */
  #place(host) {
    const root = host.shadowRoot || host.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [this.looks];
    const named = [["label", this.label], ["problems", ""]].map(([id, textContent]) => Object.assign(document.createElement("span"), { id, textContent, hidden: true }));
    const place = document.createElement("div");
    root.replaceChildren(...named, place);
    return place;
  }

  /** The words of a text before the editor is there: fields by their labels. */
  renderWords(text) {
    return html`<div class="words ${this.kind}" id=${this.kind} tabindex="0" role="textbox" aria-readonly="true" aria-labelledby="label" dir="auto" lang=${this.text.language} @focus=${() => this.focus()} @click=${() => this.focus()}>${labelled(text, this.section.mergeFields, this.screen.words)}</div>`;
  }

  renderLabel() {
    return html`<label id="label" for=${this.kind} @click=${() => this.focus()}>${this.label}</label>`;
  }

  /** A list of merge fields for a place that is no editor: writes one where the cursor is. */
  renderPicker(fields) {
    const insert = (event, field) => {
      const area = this.plain;
      area.setRangeText(field.list ? `{{#${field.name}}}{{.}} {{/${field.name}}}` : `{{${field.name}}}`, area.selectionStart, area.selectionEnd, "end");
      this.screen.type(this.path, area.value);
      event.target.closest("details").open = false;
      area.focus();
    };
    const marks = field => ["required", "secret", "sometimesAbsent"].filter(flag => field[flag]).map(flag => this.screen.t(`fields.${flag === "sometimesAbsent" ? "optional" : flag}`));
    return html`<details class="picker" @keydown=${event => { if (event.key === "Escape") { event.currentTarget.open = false; event.currentTarget.querySelector("summary").focus(); } }}><summary>${this.screen.t("fields.insert")}</summary><ul>${fields.map(field => html`
      <li><button type="button" @click=${event => insert(event, field)}>${field.label}<span class="help">${[field.example, ...marks(field)].join(" · ")}</span></button></li>`)}</ul></details>`;
  }
}
