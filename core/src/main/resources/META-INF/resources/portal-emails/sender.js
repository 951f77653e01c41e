/** Whether mails of the sender that is typed will be believed: what the DNS says, beside the field, with the records to publish. */
import { html, nothing } from "./lib/lit.js";

const MARKS = { "in-order": "✓", wrong: "✗", "could-not-ask": "?" };

export class Sender {
  constructor(screen) {
    this.screen = screen;
    this.found = null;
    this.said = "";
    this.asking = false;
  }

  /** Of all that is typed, what decides about the sender. */
  get values() {
    return Object.fromEntries(["sendFrom", "replyTo", "language"].filter(path => this.screen.values[path]).map(path => [path, this.screen.values[path]]));
  }

  /** Asks for the sender that is typed. */
  async check() {
    if (this.asking) return;
    this.asking = true;
    this.found = null;
    this.said = "…";
    this.screen.requestUpdate();
    await this.screen.attempt(async () => {
      try {
        this.found = await this.screen.api.post("sender-check", this.screen.owner, this.values);
        this.said = "";
        this.screen.checkAgain();
      } catch (error) {
        this.said = error.problem ? error.message : "";
        if (!error.problem) throw error;
      }
    });
    this.asking = false;
    this.screen.requestUpdate();
  }

  async #copy(event, value) {
    const button = event.currentTarget;
    try {
      await navigator.clipboard.writeText(value);
      button.textContent = "✓";
    } catch { /* it can be selected */ }
  }

  #finding(one) {
    const t = (key, values) => this.screen.t(key, values);
    return html`<li class=${one.verdict}><span aria-hidden="true">${MARKS[one.verdict]}</span><span class="hidden">${t(`sender-check.${one.verdict}`)}: </span> ${one.text}
      ${one.recordValue ? html`<div class="record"><span>${t("sender-check.publish")}</span> <code>${one.recordName}</code> <code>${one.recordType}</code>
        <code class="value">${one.recordValue}</code> <button type="button" @click=${event => this.#copy(event, one.recordValue)}>${t("sender-check.copy")}</button></div>` : nothing}</li>`;
  }

  render() {
    const t = (key, values) => this.screen.t(key, values);
    const several = this.found?.servers.length > 1;
    return html`<div class="row wrap"><button type="button" id="sender-check" title=${t("sender-check.help")} ?disabled=${this.asking} @click=${() => this.check()}>${t("sender-check")}</button>
      <span role="status">${this.said}</span></div>
      ${this.found ? html`<div class="box sender" role="status"><strong dir="auto">${this.found.from}</strong>
        ${this.found.servers.length ? nothing : html`<p>${t("sender-check.none")}</p>`}
        ${this.found.servers.map(server => html`${several ? html`<p><strong>${server.name}</strong></p>` : nothing}
          ${server.findings.length ? html`<ol class="steps">${server.findings.map(one => this.#finding(one))}</ol>
            <p class="muted">${t("sender-check.asked", { time: this.screen.moment(server.askedAt) })}</p>` : html`<p>${t("sender-check.none")}</p>`}`)}</div>` : nothing}`;
  }
}
