/** The subject of a text: one line in which merge fields are chips, or the text as it is stored if that cannot be shown so. */
import { nothing } from "./lib/lit.js";
import { WritingBox, html } from "./writing-box.js";

export class SubjectBox extends WritingBox {
  get kind() { return "subject"; }

  render() {
    const plain = !this.shows;
    return html`<div class="field">
      <div class="label-row">${this.renderLabel()}${plain && !this.readOnly ? this.renderPicker(this.section.mergeFields.filter(field => !field.secret && !field.list)) : nothing}</div>
      ${plain ? html`<input id="subject" dir="auto" lang=${this.text.language} .value=${this.stored} ?readonly=${this.readOnly} aria-invalid=${this.invalid} @input=${event => this.screen.type(this.path, event.target.value)}>`
        : this.module ? html`<div id="editor"></div>` : this.renderWords(this.stored)}</div>`;
  }
}
