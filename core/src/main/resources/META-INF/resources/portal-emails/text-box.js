/** The content of a text: the editor, its source, or plain text. */
import { nothing } from "./lib/lit.js";
import { WritingBox, html } from "./writing-box.js";

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

export class TextBox extends WritingBox {
  static properties = { source: { state: true } };

  constructor() {
    super();
    this.source = false;
  }

  get kind() { return "content"; }
  get format() { return (this.own && this.values[`${this.text.path}.format`]) || (this.own ? "html" : this.text.shared.format); }

  #choose(format) {
    if (format === this.format) return;
    const path = `${this.text.path}.format`;
    this.screen.values = { ...this.screen.values, [path]: format };
    this.screen.type(this.path, format === "html" ? formatted(this.stored) : unformatted(this.stored));
    this.source = false;
  }

  render() {
    const t = (key, values) => this.screen.t(key, values);
    const rich = this.format === "html";
    const shows = !rich || this.shows;
    const written = rich && !this.source && shows;
    return html`<div class="field">
      <div class="label-row">${this.renderLabel()}
        ${rich && this.own ? html`<div class="row" role="group" aria-label=${t("view.source")}>${["letter", "source"].map(view => html`<button type="button" class="small" aria-pressed=${(view === "source") === (this.source || !shows)} ?disabled=${view === "letter" && !shows} @click=${() => { this.source = view === "source"; }}>${t(`view.${view}`)}</button>`)}</div>` : nothing}</div>
      ${!written ? this.#plain() : this.module ? html`<div id="editor"></div>` : this.renderWords(unformatted(this.stored))}
      <p class="help" id="content-help" role="status">${shows ? this.dropped : t("view.source-only")}</p>
      ${this.readOnly ? nothing : html`<fieldset class="row wrap"><legend>${t("format")}</legend>${["html", "plain"].map(format => html`<label class="radio"><input type="radio" name="format" value=${format} .checked=${this.format === format} @change=${() => this.#choose(format)}>${t(`format.${format}`)} <span class="help">${t(`format.${format}.hint`)}</span></label>`)}</fieldset>`}
    </div>`;
  }

  /** The text as it is stored. */
  #plain() {
    return html`${this.readOnly ? nothing : this.renderPicker(this.section.mergeFields)}<textarea id="content" rows="12" dir="auto" lang=${this.text.language} spellcheck=${this.format === "plain"} class=${this.format === "html" ? "code" : ""} .value=${this.stored} ?readonly=${this.readOnly} aria-invalid=${this.invalid} aria-describedby="content-help" @input=${event => this.screen.type(this.path, event.target.value)}></textarea>`;
  }
}
