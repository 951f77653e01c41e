/** The outbox: what became of mails, one person's mails, and what can be done about them. */
import { Part, html, nothing } from "./part.js";

const EMPTY = { to: "", group: "", state: "", mail: "", reason: "", route: "", from: "", before: "" };

/** What the page starts with, by attribute of the element. */
const GIVEN = ["to", "state", "mail", "reason", "route"];

/** What somebody did to a mail, beside what dispatchers did. */
const DONE_BY = ["requeued-by", "cancelled-by"];

/** More is not counted. */
const MOST = 10_000;

/** What the server said, with its codes where its words do not begin with them. */
function said({ replyCode, enhancedCode, said: words }) {
  return [replyCode || "", words.startsWith(enhancedCode) ? "" : enhancedCode, words].filter(Boolean).join(" ");
}

/** Where the reader is, at the beginning of a day or of one behind it: days of 23 and 25 hours among them. */
function midnight(day, later) {
  const [year, month, date] = day.split("-").map(Number);
  const moment = new Date(2000, 0, 1);
  moment.setFullYear(Math.min(year, 9998), month - 1, date + later);
  return moment.toISOString();
}

export class PortalEmailsOutbox extends Part {
  static properties = { ...Part.properties, group: {}, page: { state: true }, filter: { state: true }, mail: { state: true }, content: { state: true }, notice: { state: true } };

  constructor() {
    super();
    this.group = "";
    this.page = null;
    this.filter = { ...EMPTY };
    this.mail = null;
    this.content = null;
    this.notice = "";
  }

  /** The group whose mails are looked at: the page's, or the one that is looked for. */
  get owner() {
    const group = this.group || this.filter.group;
    return group ? { group } : {};
  }

  get query() {
    const query = { ...this.owner };
    for (const [name, value] of Object.entries(this.filter)) {
      if (!value || name === "group") continue;
      query[name] = name === "from" ? midnight(value, 0) : name === "before" ? midnight(value, 1) : value;
    }
    return query;
  }

  async load() {
    if (!this.page) for (const name of GIVEN) this.filter[name] = this.getAttribute(name) || "";
    const first = !this.page;
    this.page = await this.api.get("mails", this.query);
    if (first && this.getAttribute("show")) await this.#show(this.getAttribute("show"));
  }

  #find(change) {
    this.filter = { ...this.filter, ...change };
    this.notice = "";
    return this.attempt(() => this.load());
  }

  #more() {
    return this.attempt(async () => {
      const next = await this.api.get("mails", { ...this.query, behind: this.page.next });
      this.page = { ...next, mails: [...this.page.mails, ...next.mails] };
    });
  }

  #open(id, show = this.#show) {
    this.notice = "";
    return this.attempt(() => show.call(this, id));
  }

  async #show(id) {
    this.content = null;
    this.mail = await this.api.get("mail", { id });
    const content = await this.api.get("content", { id });
    if (this.mail?.id === id) this.content = content;
  }

  /** What is asked for at the end of the dialog shows another mail in it. */
  async #showFromTheTop(id) {
    await this.#show(id);
    await this.updateComplete;
    this.renderRoot.querySelector("dialog.wide button")?.focus();
  }

  /** What became of the mail that repeats this one is what there is to say. */
  async #resend(id) {
    if ((await this.ask(this.t("outbox.resend"), this.t("outbox.resend.ask"))) === null) return;
    await this.attempt(async () => {
      const answer = await this.api.post("resend", { id });
      await this.load();
      if (answer.answer === "queued") await this.#showFromTheTop(answer.id);
      else this.mail = null;
      this.notice = answer.answer === "queued" ? this.t("outbox.resend.done") : [this.t("outbox.resend.not"), answer.reasonLabel].join(" ");
    });
  }

  async #act(action, parameters, question, values) {
    if (question && (await this.ask(this.t(`outbox.${action}`), question)) === null) return;
    await this.attempt(async () => {
      const answer = await this.api.post(action, parameters, values);
      this.mail = null;
      await this.load();
      this.notice = this.t("outbox.done", { count: answer.count ?? Number(answer.done) });
    });
  }

  async #hold() {
    const { group } = this.owner;
    const route = group ? "" : this.filter.route;
    const which = group || (route ? `${this.t("outbox.route")} ${route}` : this.t("outbox.hold.everything"));
    const reason = await this.ask(`${this.t("outbox.hold")} – ${which}`, this.t("outbox.hold.ask"), { input: this.t("outbox.hold.reason") });
    if (reason) await this.#act("hold", route ? { scope: `r:${route}` } : this.owner, "", { reason });
  }

  /** Of one person, on their page: nothing but their mails. */
  get compact() {
    return this.hasAttribute("compact");
  }

  duration(seconds) {
    if (seconds < 120) return this.t("outbox.seconds", { count: seconds });
    if (seconds < 7200) return this.t("outbox.minutes", { count: Math.round(seconds / 60) });
    return this.t("outbox.hours", { count: Math.round(seconds / 3600) });
  }

  render() {
    const { page } = this;
    if (!page) return html`${this.renderFailure()}${this.renderDialogs()}<p class="muted" role="status">${this.failure || this.signedOut ? "" : this.t("loading") || "…"}</p>`;
    const { outbox } = page;
    return html`<div class="page">
      ${this.mail ? nothing : this.#notes()}
      ${this.compact ? nothing : this.#troubles()}
      ${!this.compact && Object.keys(outbox.entries).length ? html`
        <div class="top"><p class="muted">${outbox.oldestDueSeconds ? this.t("outbox.oldest", { time: this.duration(outbox.oldestDueSeconds) }) : this.t("outbox.oldest.none")}</p>
          <p class="actions"><button type="button" @click=${() => this.#find({})}>${this.t("outbox.refresh")}</button></p></div>
        <ul class="counts" aria-label=${this.t("outbox.state")}>${Object.entries(outbox.entries).map(([state, count]) => html`<li><button type="button" aria-pressed=${this.filter.state === state} @click=${() => this.#find({ state: this.filter.state === state ? "" : state })}>${page.states[state]} <strong>${count.toLocaleString(this.language)}${count >= MOST ? "+" : ""}</strong></button></li>`)}</ul>` : nothing}
      ${this.compact ? nothing : html`${this.#holds()}
      <form class="filters" role="search" @submit=${event => { event.preventDefault(); this.#find(Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]))); }}>
        <div class="field"><label for="to">${this.t("outbox.to")}</label><input id="to" name="to" type="search" .value=${this.filter.to} autocomplete="off"></div>
        ${this.group ? nothing : html`<div class="field"><label for="group">${this.t("outbox.group")}</label><input id="group" name="group" list="groups" .value=${this.filter.group} autocomplete="off"><datalist id="groups">${[...new Set(page.mails.map(mail => mail.group))].map(group => html`<option value=${group}></option>`)}</datalist></div>`}
        ${this.#choice("state", page.states)}${this.#choice("mail", page.kinds)}${this.#choice("reason", page.reasons)}
        ${page.routes.length ? this.#choice("route", Object.fromEntries(page.routes.map(name => [name, name]))) : nothing}
        ${["from", "before"].map(name => html`<div class="field"><label for=${name}>${this.t(`outbox.${name}`)}</label><input id=${name} name=${name} type="date" .value=${this.filter[name]}></div>`)}
        <button class="primary">${this.t("outbox.search")}</button>
      </form>`}
      ${this.#table()}
      ${page.operable && !this.compact ? html`<p class="actions">
        ${page.mails.some(mail => mail.state === "dead") ? html`<button type="button" @click=${() => this.#act("requeue-all", this.query, this.t("outbox.requeue-all.ask"))}>${this.t("outbox.requeue-all")}</button>` : nothing}
        <button type="button" @click=${() => this.#hold()}>${this.t("outbox.hold")}</button></p>` : nothing}
      ${this.#details()}${this.renderDialogs()}</div>`;
  }

  /** What came of what was done: where it can be seen. */
  #notes() {
    return html`${this.renderFailure()}<div role="status">${this.notice ? html`<p class="box good">${this.notice}</p>` : nothing}</div>`;
  }

  #choice(name, labels) {
    return html`<div class="field"><label for=${name}>${this.t(`outbox.${name}`)}</label><select id=${name} name=${name}><option value="">${this.t("outbox.all")}</option>
      ${Object.entries(labels).map(([value, label]) => html`<option value=${value} .selected=${value === this.filter[name]}>${label}</option>`)}</select></div>`;
  }

  #troubles() {
    const { troubles } = this.page;
    if (troubles.length === 0) return nothing;
    return html`<div class="box error" role="alert"><h2>${this.t("outbox.troubles")}</h2><ul>${troubles.map(one => html`<li><strong>${one.scopeLabel}</strong>, ${this.t("outbox.since", { time: this.moment(one.since) })} – ${one.text}${one.said ? html` <span class="muted" dir="auto">(${one.said})</span>` : nothing}</li>`)}</ul>
      <p><button type="button" @click=${() => this.#find({ ...EMPTY, state: "queued" })}>${this.t("outbox.show-waiting")}</button></p></div>`;
  }

  #holds() {
    const { holds } = this.page.outbox;
    if (holds.length === 0) return nothing;
    return html`<div class="box note"><h2>${this.t("outbox.holds")}</h2><ul>${holds.map(hold => html`<li><strong>${hold.scopeLabel}</strong> – ${hold.causeLabel}: ${hold.reason} (${[hold.author, this.moment(hold.since)].filter(Boolean).join(", ")})
      ${this.page.operable ? html`<button type="button" @click=${() => this.#act("release", { scope: hold.scope })}>${this.t("outbox.release")}<span class="hidden"> – ${hold.scopeLabel}</span></button>` : nothing}</li>`)}</ul></div>`;
  }

  #table() {
    const { mails, next } = this.page;
    const more = next ? html`<p><button type="button" @click=${() => this.#more()}>${this.t("outbox.more")}</button></p>` : nothing;
    if (mails.length === 0) return html`<p role="status">${this.t(next ? "outbox.none.yet" : "outbox.none")}</p>${more}`;
    const columns = this.compact ? ["created", "mail", "state", "reason"] : ["created", "mail", "recipient", "group", "state", "reason"];
    return html`<div class="table" tabindex="0" role="region" aria-label=${this.t("outbox")}><table><thead><tr>${columns.map(one => html`<th scope="col">${this.t(`outbox.${one}`)}</th>`)}<th scope="col"><span class="hidden">${this.t("outbox.details")}</span></th></tr></thead>
      <tbody>${mails.map(mail => html`<tr>${columns.map(one => html`<td data-label=${this.t(`outbox.${one}`)} dir=${one === "recipient" ? "auto" : nothing}>${this.#cell(one, mail)}</td>`)}
        <td data-label=""><button type="button" class="small" @click=${() => this.#open(mail.id)}>${this.t("outbox.details")}<span class="hidden"> – ${mail.mailLabel}, ${mail.recipient}</span></button></td></tr>`)}</tbody></table></div>
      ${more}`;
  }

  #cell(column, mail) {
    switch (column) {
      case "created": return this.moment(mail.createdAt);
      case "mail": return html`${mail.mailLabel}${mail.test ? html` <span class="badge">${this.t("outbox.test")}</span>` : nothing}`;
      case "state": return html`<span class="badge ${mail.state}">${mail.stateLabel}</span>`;
      case "reason": return mail.reasonLabel;
      default: return mail[column];
    }
  }

  #details() {
    const { mail } = this;
    if (!mail) return nothing;
    const close = () => { this.mail = null; };
    const facts = [["mail", mail.mailLabel], ["recipient", mail.recipient], ["group", mail.group], ["route", this.page.routes.length ? mail.route : ""], ["state", mail.stateLabel], ["reason", mail.reasonLabel], ["created", this.moment(mail.createdAt)],
      ["due", mail.state === "queued" ? this.moment(mail.dueAt) : ""], ["finished", this.moment(mail.finishedAt)], ["expires", this.moment(mail.expiresAt)], ["duplicates", mail.possibleDuplicates ? String(mail.possibleDuplicates) : ""],
      ["language", mail.language ? new Intl.DisplayNames([this.language], { type: "language" }).of(mail.language) : ""], ["text", mail.textLevelLabel]];
    return html`<dialog data-open class="wide" aria-labelledby="mail-title" @cancel=${close} @close=${close}>
      <div class="heading"><h2 id="mail-title">${mail.mailLabel}${mail.test ? html` <span class="badge">${this.t("outbox.test")}</span>` : nothing}</h2><button type="button" @click=${close}>${this.t("close")}</button></div>
      ${this.#notes()}
      <dl class="head">${facts.filter(([, value]) => value).map(([name, value]) => html`<dt>${this.t(`outbox.${name}`)}</dt><dd>${value}</dd>`)}</dl>
      ${mail.resendOf ? html`<p><button type="button" class="small" @click=${() => this.#open(mail.resendOf, this.#showFromTheTop)}>${this.t("outbox.resend-of")}</button></p>` : nothing}
      <h3>${this.t("outbox.history")}</h3>
      ${mail.attempts.length ? html`<ol>${mail.attempts.map(one => html`<li>${this.moment(one.endedAt)} – ${one.outcomeLabel}${DONE_BY.includes(one.outcome) ? html` (${one.node})` : nothing}${this.page.routes.length && one.transport ? html` · ${one.transport}` : nothing}${one.said || one.replyCode ? html` <span class="muted" dir="auto">(${said(one)})</span>` : nothing}</li>`)}</ol>` : html`<p class="muted">${this.t("outbox.history.none")}</p>`}
      ${this.#content(mail)}
      ${this.page.operable && this.page.resendable && mail.state === "dead" && mail.bodyKept && !mail.test ? html`<p class="muted">${this.t("outbox.again.help")}</p>` : nothing}
      ${this.page.operable ? html`<p class="actions">
        ${this.page.resendable && !mail.test && !["queued", "sending", "waiting"].includes(mail.state) ? html`<button type="button" class="primary" @click=${() => this.#resend(mail.id)}>${this.t("outbox.resend")}</button>` : nothing}
        ${mail.state === "dead" && mail.bodyKept ? html`<button type="button" @click=${() => this.#act("requeue", { id: mail.id })}>${this.t("outbox.requeue")}</button>` : nothing}
        ${["queued", "waiting", "dead"].includes(mail.state) ? html`<button type="button" @click=${() => this.#act("cancel", { id: mail.id }, this.t("outbox.cancel.ask"))}>${this.t("outbox.cancel")}</button>` : nothing}</p>` : nothing}</dialog>`;
  }

  /** The words of the mail, as its reader sees them: in a frame that runs and loads nothing. */
  #content(mail) {
    const { content } = this;
    if (!content) return nothing;
    if (!content.shown) return html`<h3>${this.t("outbox.content")}</h3><p class="muted">${content.why}</p>`;
    const head = [["subject", content.subject], ["from-address", content.from], ["reply-to", content.replyTo], ["message-id", content.messageId]];
    return html`<h3>${this.t("outbox.content")}</h3><p class="muted">${this.t("outbox.content.masked")}</p>
      <dl class="head">${head.filter(([, value]) => value).map(([name, value]) => html`<dt>${this.t(`outbox.${name}`)}</dt><dd dir="auto">${value}</dd>`)}</dl>
      <iframe class="content" sandbox="" title=${content.subject} src=${this.api.address("content-frame", { id: mail.id })}></iframe>
      ${content.hasHtml ? html`<details><summary>${this.t("outbox.content.text")}</summary><pre dir="auto">${content.text}</pre></details>` : nothing}`;
  }
}
