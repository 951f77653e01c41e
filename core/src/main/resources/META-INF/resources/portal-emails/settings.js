/** The screen of one customer group, of a company, or of the installation default. */
import { Part, html, nothing } from "./part.js";
import { differences } from "./differences.js";
import { Preview } from "./preview.js";
import { Sender } from "./sender.js";
import { SubjectBox } from "./subject-box.js";
import { TextBox } from "./text-box.js";
import { labelled } from "./writing-box.js";

const PARTS = ["subject", "content", "format"];

/** The address of a picture as the form holds it: what was chosen is one already, what is stored is Base64 only. */
function pictureOf(value) {
  if (value.startsWith("data:image/")) return value;
  const kind = { iVBORw0KGg: "png", R0lGOD: "gif", "/9j/": "jpeg" };
  const start = Object.keys(kind).find(one => value.startsWith(one));
  return start ? `data:image/${kind[start]};base64,${value}` : "";
}

/** Whose settings somebody asks for: nobody's in particular are those of the installation. */
const ownerOf = ({ group, company }) => (group ? { group } : company ? { company } : {});

export class PortalEmailsSettings extends Part {
  static properties = {
    ...Part.properties,
    group: {}, company: {}, view: { state: true }, values: { state: true }, violations: { state: true }, notice: { state: true },
    stale: { state: true }, draft: { state: true }, history: { state: true }, transfer: { state: true }, tabs: { state: true },
    refused: { state: true }, busy: { state: true }, unchecked: { state: true }, current: { state: true }, kept: { state: true },
  };

  constructor() {
    super();
    this.group = this.company = "";
    this.view = null;
    this.values = {};
    this.violations = [];
    this.tabs = {};
    this.kept = {};
    this.stale = this.draft = this.history = this.transfer = null;
    this.notice = "";
    this.refused = this.busy = this.unchecked = false;
    this.current = "";
    this.preview = new Preview(this);
    this.sender = new Sender(this);
    this.leaving = event => { if (this.dirty) event.preventDefault(); };
    addEventListener("beforeunload", this.leaving);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.leaving);
  }

  /** Whose settings are shown: what is saved goes there, whatever the attribute says meanwhile. */
  get owner() { return ownerOf(this.view || this); }
  get shown() { return new URLSearchParams(this.owner).toString(); }
  get draftKey() { return `portal-emails ${this.api.base} ${this.shown}`; }
  get dirty() { return this.view !== null && (this.stale !== null || JSON.stringify(this.values) !== this.saved); }

  willUpdate(changed) {
    const moved = changed.has("group") || changed.has("company");
    if (this.view && moved && JSON.stringify(this.owner) !== JSON.stringify(ownerOf(this))) {
      this.#keepDraft();
      clearTimeout(this.pending);
      this.view = this.stale = this.draft = this.history = this.transfer = this.preview.shown = null;
      this.tabs = {};
      this.kept = {};
      this.notice = this.current = "";
      this.attempt(() => this.load());
    }
  }

  async load() {
    const wanted = this.shown;
    const view = await this.api.get("screen", this.owner);
    if (wanted !== this.shown) return;
    this.view = view;
    this.values = { ...view.values };
    this.violations = view.violations;
    this.refused = false;
    this.stale = null;
    this.saved = JSON.stringify(this.values);
    for (const section of view.sections) {
      if (!section.mail) continue;
      const own = section.texts.find(text => this.isOwn(text));
      const read = section.texts.find(text => text.language === this.language);
      this.tabs[section.id] ??= (own && !(read && this.isOwn(read)) ? own : read || section.texts[0]).language;
    }
    this.current ||= view.sections.find(section => section.mail)?.id ?? "";
    this.draft = view.editable ? this.#storedDraft() : null;
    this.preview.later();
  }

  async retranslated() {
    const typed = this.dirty ? this : null;
    const { values, view } = typed || {};
    await this.load();
    if (!typed) return;
    this.values = values;
    this.view = { ...this.view, version: view.version };
    this.draft = null;
  }

  async resumed() {
    if (this.view) await this.#check();
    else await this.load();
  }

  // What is typed

  isOwn(text) {
    return Boolean((this.values[`${text.path}.subject`] || "").trim() || (this.values[`${text.path}.content`] || "").trim());
  }

  type(path, value) {
    if (this.values[path] === value) return;
    this.values = { ...this.values, [path]: value };
    this.#changed();
  }

  #changed() {
    this.notice = "";
    this.unchecked = true;
    clearTimeout(this.pending);
    this.pending = setTimeout(() => { this.#keepDraft(); this.#check(); }, 400);
    this.preview.later();
  }

  #storedDraft() {
    try {
      const draft = JSON.parse(sessionStorage.getItem(this.draftKey) || "null");
      return draft && JSON.stringify(draft.values) !== this.saved ? draft : null;
    } catch {
      return null;
    }
  }

  #keepDraft() {
    try {
      if (this.dirty) sessionStorage.setItem(this.draftKey, JSON.stringify({ version: this.view.version, values: this.values, at: new Date().toISOString() }));
      else sessionStorage.removeItem(this.draftKey);
    } catch { /* no room: the page itself still has it */ }
  }

  #useDraft(use) {
    if (use) {
      this.values = this.draft.values;
      this.view = { ...this.view, version: this.draft.version };
      this.#changed();
    } else {
      sessionStorage.removeItem(this.draftKey);
    }
    this.draft = null;
  }

  async #check() {
    const asked = this.asking = (this.asking || 0) + 1;
    this.unchecked = true;
    await this.attempt(async () => {
      const found = await this.api.post("check", this.owner, this.values);
      if (asked !== this.asking) return;
      this.violations = found.violations;
      this.unchecked = false;
    });
  }

  /** What became known of the sender is among the warnings. */
  checkAgain() { return this.#check(); }

  get errors() { return this.violations.filter(one => one.severity === "error"); }

  async #save(event) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    this.refused = false;
    clearTimeout(this.pending);
    this.#keepDraft();
    await this.attempt(async () => {
      try {
        const answer = await this.api.post("save", { ...this.owner, version: String(this.view.version) }, this.values);
        if (answer.saved) await this.#saved(answer);
        else this.#merge(answer);
      } catch (error) {
        if (error.problem?.status !== 422 || !error.problem.violations) throw error;
        this.violations = (await this.api.post("check", this.owner, this.values)).violations;
        this.refused = true;
        await this.updateComplete;
        this.renderRoot.querySelector("#errors")?.focus();
      }
    });
    this.busy = false;
  }

  async #saved(answer) {
    sessionStorage.removeItem(this.draftKey);
    const before = JSON.parse(this.saved);
    const anotherSender = this.values.sendFrom && ["sendFrom", "replyTo"].some(path => (before[path] || "") !== (this.values[path] || ""));
    this.saved = JSON.stringify(this.values);
    this.stale = null;
    await this.load();
    this.notice = this.t("saved", { version: answer.version });
    if (anotherSender) this.sender.check();
    this.dispatchEvent(new CustomEvent("portal-emails-saved", { bubbles: true, composed: true, detail: { version: answer.version } }));
  }

  #merge(answer) {
    this.values = answer.values;
    this.view = { ...this.view, version: answer.version, savedBy: answer.savedBy, savedAt: answer.savedAt };
    this.stale = { ...answer, took: [] };
    this.#check();
    this.updateComplete.then(() => this.renderRoot.querySelector("#stale")?.focus());
  }

  // Where a path is, in words

  fieldAt(path) {
    for (const section of this.view.sections) {
      const field = section.fields.find(one => one.path === path);
      if (field) return { section, label: [section.title, field.label, this.view.languages[field.language]].filter(Boolean).join(" · ").replace(/\s?:$/, "") };
      const text = section.texts.find(one => path.startsWith(`${one.path}.`) || path === one.path);
      if (text) {
        const part = path.endsWith(".subject") ? text.subjectLabel : path.endsWith(".format") ? this.t("format") : text.contentLabel;
        return { section, text, label: [section.title, part, this.view.languages[text.language]].join(" · ") };
      }
      const property = section.texts[0]?.path.split(".")[0];
      if (property && (path === property || path.startsWith(`${property}.`))) return { section, label: section.title };
    }
    return { label: path };
  }

  async goTo({ path, line, column }) {
    const place = this.fieldAt(path);
    if (place.text) {
      this.tabs = { ...this.tabs, [place.section.id]: place.text.language };
      this.current = place.section.id;
      await this.updateComplete;
    }
    const box = place.text && this.renderRoot.getElementById(`${path.endsWith(".subject") ? "subject" : "box"}-${place.section.id}`);
    if (box) return box.goTo(line, column);
    const field = this.renderRoot.getElementById(path) || (place.section && this.renderRoot.getElementById(place.section.id));
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
    return undefined;
  }

  violationsAt(path) { return this.violations.filter(one => one.path === path); }

  // The page

  render() {
    if (!this.view) return html`${this.renderFailure()}${this.renderDialogs()}<p class="muted" role="status">${this.failure || this.signedOut ? "" : this.t("loading") || "…"}</p>`;
    if (!this.view.available) return html`<div class="box"><p>${this.t("unavailable")}</p></div>`;
    return html`
      <div class="page">
        ${this.#top()}
        <form class="columns" novalidate @submit=${this.#save} @keydown=${event => { if (event.key === "Enter" && event.target.localName === "input") event.preventDefault(); }}>
          <div class="sections">${this.view.sections.map(section => this.#section(section))}</div>
          ${this.preview.render()}
          ${this.view.editable ? this.#saveBar() : nothing}
        </form>
        ${this.#history()}${this.renderDialogs()}
      </div>`;
  }

  #top() {
    const view = this.view;
    return html`
      <div class="top">
        <p class="muted version"><strong>${view.name}</strong><br>${view.version ? this.t("version", { version: view.version, user: view.savedBy, date: this.moment(view.savedAt) }) : this.t("version.none")}</p>
        <p class="actions">
          <button type="button" @click=${() => this.#openHistory()}>${this.t("history")}</button>
          ${view.level === "group" || !view.editable ? nothing : html`<button type="button" aria-expanded=${Boolean(this.transfer)} @click=${() => { this.transfer = this.transfer ? null : {}; }}>${this.t("transfer")}</button>`}
        </p>
      </div>
      ${view.editable ? nothing : html`<div class="box note"><p>${this.t("read-only")}</p></div>`}
      ${this.renderFailure()}
      <div role="status">${this.notice ? html`<p class="box good">${this.notice}</p>` : nothing}</div>
      ${this.draft ? html`<div class="box note"><p>${this.t("draft.found", { date: this.moment(this.draft.at) })}</p>
        <p class="actions"><button type="button" class="primary" @click=${() => this.#useDraft(true)}>${this.t("draft.use")}</button>
        <button type="button" @click=${() => this.#useDraft(false)}>${this.t("draft.drop")}</button></p></div>` : nothing}
      ${this.#staleBox()}${this.#errorBox()}${this.#transferBox()}${this.#driftBox()}
      <nav class="chips" aria-label=${this.t("sections")}>
        ${view.sections.map(section => html`<a href="#${section.id}" aria-current=${this.current === section.id ? "true" : nothing} @click=${event => this.#jump(event, section)}>${section.title}${this.#marks(section)}</a>`)}
      </nav>`;
  }

  #jump(event, section) {
    event.preventDefault();
    if (section.mail) { this.current = section.id; this.preview.later(); }
    const heading = this.renderRoot.getElementById(section.id);
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
    TextBox.load().then(() => heading.scrollIntoView({ block: "start" }));
  }

  #marks(section) {
    const inside = one => this.fieldAt(one.path).section?.id === section.id;
    const errors = this.errors.filter(inside).length;
    const drifted = section.texts.some(text => text.drifted) || this.#driftedBrand(section).length > 0;
    return html`${errors ? html`<span class="mark error"><span aria-hidden="true">${errors}</span><span class="hidden">, ${this.t("errors.count", { count: errors })}</span></span>` : nothing}
      ${drifted ? html`<span class="mark drift" title=${this.t("text.drifted.mark")}><span aria-hidden="true">↻</span><span class="hidden">, ${this.t("text.drifted.mark")}</span></span>` : nothing}`;
  }

  #driftedBrand(section) {
    return section.id === "appearance" ? this.view.drift.filter(one => this.#isOwn(one) && one.property) : [];
  }

  #errorBox() {
    if (!this.refused || this.errors.length === 0) return nothing;
    return html`<div class="box error" id="errors" tabindex="-1" role="alert"><p>${this.t("errors")}</p>
      <ul>${this.errors.map(one => html`<li><button type="button" class="link" @click=${() => this.goTo(one)}>${this.fieldAt(one.path).label}</button> – ${one.message}</li>`)}</ul></div>`;
  }

  #staleBox() {
    const stale = this.stale;
    if (!stale) return nothing;
    const own = stale.savedBy === this.view.user;
    const take = conflict => {
      this.type(conflict.path, conflict.theirs);
      this.stale = { ...stale, took: [...stale.took, conflict.path] };
    };
    return html`<div class="box note" id="stale" tabindex="-1" role="alert">
      <h2>${own ? this.t("stale.title.own") : this.t("stale.title", { user: stale.savedBy })}</h2>
      <p>${this.t("stale.lead", { version: stale.version, date: this.moment(stale.savedAt) })}</p>
      ${stale.taken.length ? html`<h3>${this.t("stale.taken")}</h3><ul>${stale.taken.map(path => html`<li><button type="button" class="link" @click=${() => this.goTo({ path })}>${this.fieldAt(path).label}</button></li>`)}</ul>` : nothing}
      ${stale.conflicts.length ? html`<h3>${this.t("stale.conflicts")}</h3>${stale.conflicts.map(one => html`
        <div class="conflict"><button type="button" class="link" @click=${() => this.goTo(one)}>${this.fieldAt(one.path).label}</button>
          <dl><dt>${this.t("stale.theirs")}</dt><dd>${this.#value(one.path, one.theirs)}</dd><dt>${this.t("stale.mine")}</dt><dd>${this.#value(one.path, one.mine)}</dd></dl>
          <button type="button" ?disabled=${stale.took.includes(one.path)} @click=${() => take(one)}>${this.t(stale.took.includes(one.path) ? "stale.took" : "stale.take")}</button></div>`)}` : nothing}
      <p>${this.t("stale.next")}</p></div>`;
  }

  #driftBox() {
    const others = this.view.drift.filter(one => !this.#isOwn(one));
    if (others.length === 0) return nothing;
    const words = others.some(one => one.company) ? "text.drifted.all" : "text.drifted.groups";
    return html`<details class="box note"><summary>${this.t(words, { count: others.length })}</summary><ul>
      ${others.map(one => html`<li>${this.#link(one)} – ${one.label}, ${this.view.languages[one.language] || one.language}</li>`)}</ul></details>`;
  }

  #isOwn(drift) {
    return drift.group === this.view.group && drift.company === this.view.company;
  }

  /** The page of whoever has the text, if the host says where it is. */
  #link({ group, company }) {
    const href = this.getAttribute(group ? "group-href" : "company-href");
    const id = group || company;
    return href ? html`<a href=${href.replace(group ? "{group}" : "{company}", encodeURIComponent(id))}>${id}</a>` : id;
  }

  #value(path, value) {
    if (value === "true") return this.t("yes");
    if (value === "false") return this.t("no");
    if (["logo", "darkLogo"].includes(path) && pictureOf(value)) return html`<img class="logo" src=${pictureOf(value)} alt=${this.t("image.shown")}>`;
    const { section } = path.endsWith(".subject") ? this.fieldAt(path) : {};
    return value ? html`<span class="value" dir="auto">${section ? labelled(value, section.mergeFields, this.words) : value}</span>` : this.t("history.blank");
  }

  #section(section) {
    const current = this.current === section.id;
    return html`<section class=${current ? "current" : ""} aria-labelledby=${section.id} @focusin=${() => this.#look(section)}>
      <div class="heading"><h2 id=${section.id} tabindex="-1">${section.title}</h2>${section.mail ? this.#badge(section) : nothing}
        ${section.mail ? html`<button type="button" class="show-preview" @click=${() => this.#showPreview(section)}>${this.t("preview.show")}<span class="hidden"> – ${section.title}</span></button>` : nothing}</div>
      ${section.lead ? html`<p class="muted">${section.lead}</p>` : nothing}
      ${section.fields.filter(field => !field.language).map(field => this.#field(field))}
      ${section.mail ? this.#texts(section) : nothing}
      ${section.id === "appearance" ? this.#brandTexts(section) : nothing}
    </section>`;
  }

  #look(section) {
    if (section.mail && this.current !== section.id) { this.current = section.id; this.preview.later(); }
  }

  #showPreview(section) {
    this.#look(section);
    const aside = this.renderRoot.querySelector("aside");
    aside.focus({ preventScroll: true });
    aside.scrollIntoView({ block: "nearest" });
  }

  #badge(section) {
    const toggle = section.fields.find(field => field.kind === "switch");
    if (!toggle) return html`<span class="badge on">${this.t("always")}</span>`;
    const on = this.values[toggle.path] === "true";
    return html`<span class="badge ${on ? "on" : ""}">${on ? toggle.on : toggle.off}</span>`;
  }

  #problems(path) {
    const listed = path === "sendFrom" && this.sender.found?.from === this.values.sendFrom;
    const found = this.violationsAt(path).filter(one => !(listed && one.severity === "warning" && one.code.startsWith("sender.")));
    return html`<ul class="problems" id="problems-${path}" ?hidden=${found.length === 0}>${found.map(one => html`<li class=${one.severity}>
      <span class="hidden">${this.t(one.severity)}: </span>${one.line ? html`<button type="button" class="link" @click=${() => this.goTo(one)}>${one.message}</button>` : one.message}</li>`)}</ul>`;
  }

  #described(field) { return `help-${field.path} problems-${field.path}`; }

  #help(field) {
    const value = field.kind === "choice" && field.inherited ? field.options.find(one => one.value === field.inherited)?.label || field.inherited : field.kind === "image" ? "" : field.inherited;
    const short = value.length > 80 ? `${value.slice(0, 80)}…` : value;
    return html`<p class="help" id="help-${field.path}">${field.help} ${value ? this.t("inherits", { value: short, level: field.inheritedFrom }) : nothing}</p>`;
  }

  #field(field) {
    const value = this.values[field.path] ?? "";
    const invalid = this.violationsAt(field.path).some(one => one.severity === "error");
    const off = !this.view.editable;
    const label = html`<label for=${field.path}>${field.label}</label>`;
    const type = event => this.type(field.path, event.target.value);
    switch (field.kind) {
      case "switch":
        return html`<div class="field toggle"><input type="checkbox" id=${field.path} .checked=${value === "true"} ?disabled=${off} aria-describedby="problems-${field.path}" @change=${event => this.type(field.path, String(event.target.checked))}>${label}${this.#problems(field.path)}</div>`;
      case "choice":
        return html`<div class="field">${label}<select id=${field.path} ?disabled=${off} aria-invalid=${invalid} aria-describedby=${this.#described(field)} @change=${type}>
          ${field.options.map(one => html`<option value=${one.value} .selected=${one.value === value}>${one.label}</option>`)}</select>${this.#help(field)}${this.#problems(field.path)}</div>`;
      case "image":
        return this.#image(field, value, off);
      case "colour":
        return html`<div class="field">${label}<div class="row"><input id=${field.path} .value=${value} placeholder=${field.inherited} ?readonly=${off} autocomplete="off" spellcheck="false" aria-invalid=${invalid} aria-describedby=${this.#described(field)} @input=${type}>
          <input type="color" aria-label=${field.label} .value=${/^#[0-9a-f]{6}$/i.test(value) ? value : "#1a5fb4"} ?disabled=${off} @input=${type}></div>${this.#help(field)}${this.#problems(field.path)}</div>`;
      case "lines":
        return html`<div class="field">${label}<textarea id=${field.path} rows="4" dir="auto" lang=${field.language} .value=${value} placeholder=${field.inherited} ?readonly=${off} aria-invalid=${invalid} aria-describedby=${this.#described(field)} @input=${type}></textarea>${this.#help(field)}${this.#problems(field.path)}</div>`;
      default:
        return html`<div class="field">${label}<input id=${field.path} type=${field.kind === "email" ? "email" : "text"} dir="auto" .value=${value} placeholder=${field.inherited} ?readonly=${off} autocomplete="off" spellcheck="false" maxlength=${field.maxLength || nothing} aria-invalid=${invalid} aria-describedby=${this.#described(field)} @input=${type}>${this.#help(field)}${this.#problems(field.path)}${field.path === "sendFrom" && !off ? this.sender.render() : nothing}</div>`;
    }
  }

  #image(field, value, off) {
    const choose = event => {
      const [file] = event.target.files;
      if (!file) return;
      const reader = new FileReader();
      reader.addEventListener("load", () => this.type(field.path, reader.result));
      reader.readAsDataURL(file);
    };
    const shown = pictureOf(value || field.inherited);
    return html`<div class="field"><label for=${field.path}>${field.label}</label>
      ${shown ? html`<img class="logo ${field.path === "darkLogo" ? "dark" : ""}" src=${shown} alt=${this.t("image.shown")}>` : html`<p class="muted">${this.t("image.none")}</p>`}
      <div class="row"><input type="file" id=${field.path} accept="image/png,image/jpeg,image/gif" ?disabled=${off} aria-describedby=${this.#described(field)} @change=${choose}>
      ${value && !off ? html`<button type="button" @click=${event => { event.target.parentElement.querySelector("input").value = ""; this.type(field.path, ""); }}>${this.t("image.remove")}<span class="hidden"> – ${field.label}</span></button>` : nothing}</div>
      ${this.#help(field)}${this.#problems(field.path)}</div>`;
  }

  #brandTexts(section) {
    const drifted = this.#driftedBrand(section);
    return Object.entries(this.view.languages).map(([tag, name]) => {
      const fields = section.fields.filter(field => field.language === tag);
      const busy = fields.some(field => this.values[field.path] || this.violationsAt(field.path).length);
      return html`<details ?open=${busy}><summary>${this.t("brand.texts", { language: name })}</summary>
        ${fields.map(field => html`${this.#field(field)}${drifted.filter(one => field.path === `brand[${one.language}].${one.property}`).map(one => this.#drift(one, one.property))}`)}</details>`;
    });
  }

  // Texts

  #texts(section) {
    const selected = section.texts.find(text => text.language === this.tabs[section.id]) || section.texts[0];
    const pick = language => {
      this.tabs = { ...this.tabs, [section.id]: language };
      this.current = section.id;
      this.preview.later();
    };
    const arrows = event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const at = section.texts.indexOf(selected);
      const next = event.key === "Home" ? 0 : event.key === "End" ? section.texts.length - 1 : step ? (at + step + section.texts.length) % section.texts.length : -1;
      if (next < 0) return;
      event.preventDefault();
      pick(section.texts[next].language);
      this.updateComplete.then(() => this.renderRoot.getElementById(`tab-${section.id}-${section.texts[next].language}`).focus());
    };
    return html`
      <div role="tablist" aria-label="${this.t("text.languages")} – ${section.title}" @keydown=${arrows}>${section.texts.map(text => {
        const errors = this.errors.some(one => one.path.startsWith(`${text.path}.`));
        return html`<button type="button" role="tab" id="tab-${section.id}-${text.language}" aria-controls="panel-${section.id}" aria-selected=${text === selected} tabindex=${text === selected ? 0 : -1} class=${errors ? "has-error" : ""} @click=${() => pick(text.language)}>
          ${this.view.languages[text.language]}${this.isOwn(text) ? html`<span class="dot" aria-hidden="true"></span><span class="hidden">, ${this.t("text.own")}</span>` : nothing}${errors ? html`<span class="hidden">, ${this.t("error")}</span>` : nothing}${text.drifted ? html`<span class="mark drift" aria-hidden="true">↻</span><span class="hidden">, ${this.t("text.drifted.mark")}</span>` : nothing}</button>`;
      })}</div>
      <div role="tabpanel" id="panel-${section.id}" aria-labelledby="tab-${section.id}-${selected.language}">${this.#text(section, selected)}</div>`;
  }

  #text(section, text) {
    const own = this.isOwn(text) || this.kept[text.path]?.writing;
    const off = !this.view.editable;
    const [subject, content] = [`${text.path}.subject`, `${text.path}.content`];
    const drift = this.view.drift.find(one => text.drifted && this.#isOwn(one) && one.mail === section.mail && one.language === text.language);
    return html`
      <div class="origin"><span class="badge ${own ? "on" : ""}">${own ? this.t("text.own") : this.t("text.shared", { level: text.sharedFrom })}</span>
        ${off ? nothing : own ? html`<button type="button" class="link" @click=${() => this.#useShared(text)}>${this.t("text.use-shared")}</button>`
          : html`<button type="button" @click=${() => this.#writeOwn(section, text)}>${this.t("text.write")}</button>${this.kept[text.path]?.values ? html`<button type="button" class="link" @click=${() => this.#undo(text)}>${this.t("text.undo")}</button>` : html`<span class="help">${this.t("text.write.hint")}</span>`}`}</div>
      ${drift ? this.#drift(drift, section.mail) : nothing}
      <div class="field"><portal-emails-subject id="subject-${section.id}" .screen=${this} .section=${section} .text=${text} .own=${Boolean(own)} .values=${this.values} .off=${off} .problems=${this.violationsAt(subject)}></portal-emails-subject>${this.#problems(subject)}</div>
      <portal-emails-text id="box-${section.id}" .screen=${this} .section=${section} .text=${text} .own=${Boolean(own)} .values=${this.values} .off=${off} .problems=${this.violationsAt(content)}></portal-emails-text>
      ${this.#problems(content)}${this.#problems(`${text.path}.format`)}${this.#problems(text.path)}`;
  }

  #drift(drift, what) {
    const confirm = () => this.attempt(async () => {
      const typed = this.values;
      const dirty = this.dirty;
      if (!(await this.#unlessStale("confirm", { what, language: drift.language, seen: String(this.view.version) }))) return;
      await this.load();
      if (dirty) this.values = typed;
    });
    return html`<div class="box note"><p>${this.t("text.drifted")}</p>
      <details><summary>${this.t("text.drifted.compare")}</summary><div class="diff">${differences(drift.own.content, drift.shared.content).map(line => html`<div class=${line.kind} dir="auto">${line.kind === "same" ? nothing : html`<span class="hidden">${this.t(line.kind === "added" ? "text.inherited" : "text.mine")}: </span>`}${line.text || "\u00a0"}</div>`)}</div></details>
      ${this.view.editable ? html`<p class="actions"><button type="button" @click=${confirm}>${this.t("text.drifted.confirm")}</button></p>` : nothing}</div>`;
  }

  #writeOwn(section, text) {
    this.kept = { ...this.kept, [text.path]: { writing: true } };
    const { subject, content, format } = text.shared;
    this.values = { ...this.values, [`${text.path}.subject`]: subject, [`${text.path}.content`]: content, [`${text.path}.format`]: format };
    this.#changed();
    this.updateComplete.then(() => this.renderRoot.getElementById(`subject-${section.id}`)?.focus());
  }

  #useShared(text) {
    const values = { ...this.values };
    const kept = {};
    for (const part of PARTS) {
      kept[part] = values[`${text.path}.${part}`] ?? "";
      values[`${text.path}.${part}`] = "";
    }
    this.kept = { ...this.kept, [text.path]: { values: kept } };
    this.values = values;
    this.#changed();
  }

  #undo(text) {
    const kept = this.kept[text.path].values;
    const values = { ...this.values };
    for (const part of PARTS) values[`${text.path}.${part}`] = kept[part];
    this.kept = { ...this.kept, [text.path]: {} };
    this.values = values;
    this.#changed();
  }

  #saveBar() {
    const errors = this.errors.length;
    const state = this.busy ? this.t("saving") : this.dirty ? this.t("unsaved") : this.t("all-saved");
    const checked = this.unreachable || this.signedOut ? this.t("unchecked") : errors ? this.t("errors.count", { count: errors }) : this.t("errors.none");
    return html`<div class="save-bar"><p role="status"><span class=${this.dirty ? "dirty" : ""}>${state}</span> <span class=${errors || this.unreachable ? "bad" : ""}>${checked}</span></p><button class="primary" id="save">${this.t("save")}</button></div>`;
  }

  // History

  #openHistory() {
    return this.attempt(async () => { this.history = (await this.api.get("history", this.owner)).versions; });
  }

  #history() {
    if (!this.history) return nothing;
    const close = () => { this.history = null; };
    return html`<dialog data-open class="wide" aria-labelledby="history-title" @cancel=${close} @close=${close}>
      <div class="heading"><h2 id="history-title">${this.t("history")}</h2><button type="button" @click=${close}>${this.t("close")}</button></div>
      <p class="muted">${this.t("history.lead")}</p>
      ${this.history.length ? this.history.map((version, at) => html`<article><div class="heading"><h3>${this.t("history.version", version)}</h3><span class="muted">${this.t("history.by", { user: version.savedBy, date: this.moment(version.savedAt) })}</span>
        <button type="button" class="preview-version" @click=${() => this.#previewVersion(version)}>${this.t("preview.show")}<span class="hidden"> ${version.version}</span></button>
        ${at === 0 ? html`<span class="badge on">${this.t("history.current")}</span>` : this.view.editable ? html`<button type="button" @click=${() => this.#restore(version)}>${this.t("history.restore")}<span class="hidden"> ${version.version}</span></button>` : nothing}</div>
        ${this.#changes(version.changes)}</article>`) : html`<p>${this.t("history.empty")}</p>`}</dialog>`;
  }

  #previewVersion({ version }) {
    return this.attempt(async () => {
      const { values } = await this.api.get("version", { ...this.owner, version: String(version) });
      await this.preview.showVersion(this.t("history.version", { version }), values);
    });
  }

  #changes(all) {
    const changes = all.filter(change => change.property !== "format");
    if (changes.length === 0) return html`<p class="muted">${this.t("history.none")}</p>`;
    return html`<dl class="changes">${changes.map(change => html`<dt>${this.#changeLabel(change)}</dt><dd>${change.property === "content"
      ? html`<div class="diff">${differences(change.before, change.after).map(line => html`<div class=${line.kind} dir="auto">${line.kind === "same" ? nothing : html`<span class="hidden">${this.t(`history.${line.kind}`)}: </span>`}${line.text || "\u00a0"}</div>`)}</div>`
      : html`${this.#changed1(change, change.before)} → ${this.#changed1(change, change.after)}`}</dd>`)}</dl>`;
  }

  #changed1(change, value) {
    const field = this.view.sections.flatMap(section => section.fields).find(one => one.path === change.property);
    if (field?.kind === "switch") return value === "true" ? this.t("yes") : this.t("no");
    if (field?.kind === "choice") return field.options.find(one => one.value === value)?.label || value || this.t("history.blank");
    const text = this.view.sections.find(one => one.mail && one.mail === change.mail)?.texts[0];
    return this.#value(text ? `${text.path}.${change.property}` : change.property, value);
  }

  #changeLabel(change) {
    const field = this.view.sections.flatMap(section => section.fields).find(one => one.path === change.property);
    const section = this.view.sections.find(one => one.mail && one.mail === change.mail);
    const text = section?.texts.find(one => one.language === change.language) || section?.texts[0];
    const language = change.language ? this.view.languages[change.language] || change.language : "";
    if (text) return [section.title, change.property === "subject" ? text.subjectLabel : text.contentLabel, language].join(" · ");
    if (field) {
      const around = this.view.sections.find(one => one.fields.includes(field));
      return [around.title, field.label.replace(/\s?:$/, "")].join(" · ");
    }
    return [change.label.replace(/ \([\w-]+\)$/, ""), language].filter(Boolean).join(" · ");
  }

  #restore(version) {
    return this.attempt(async () => {
      const seen = String(this.history[0].version);
      this.history = null;
      const answer = await this.#unlessStale("restore", { version: String(version.version), seen });
      if (!answer) return;
      sessionStorage.removeItem(this.draftKey);
      await this.load();
      this.notice = this.t("history.restored", { old: version.version, version: answer.version });
    });
  }

  /** Does what depends on the newest version; if somebody saved another one meanwhile, shows that instead. */
  async #unlessStale(action, parameters) {
    try {
      return await this.api.post(action, { ...this.owner, ...parameters });
    } catch (error) {
      if (error.problem?.status !== 409 || !error.problem.current) throw error;
      if (!this.dirty) await this.load();
      this.notice = this.t("stale.short", { user: error.problem.current.savedBy });
      return null;
    }
  }

  // Export and import

  #transferBox() {
    if (!this.transfer) return nothing;
    const choose = event => {
      const [file] = event.target.files;
      if (file) this.attempt(async () => { const text = await file.text(); this.transfer = { text, ...(await this.api.post("import", this.owner, { file: text })) }; });
    };
    const apply = () => this.attempt(async () => {
      await this.api.post("import", { ...this.owner, apply: "true" }, { file: this.transfer.text });
      this.transfer = null;
      await this.load();
      this.notice = this.t("transfer.done");
    });
    const { steps, refused } = this.transfer;
    return html`<div class="box"><p class="actions"><a class="button" download href=${this.api.address("export", this.owner)}>${this.t("transfer.export")}</a></p>
      <label for="settings-file">${this.t("transfer.import")}</label> <input type="file" id="settings-file" accept=".toml,text/plain" @change=${choose}>
      ${steps ? html`<ul>${steps.map(step => html`<li><strong>${step.name}</strong> – ${step.changes.length ? this.t("transfer.changes", { count: step.changes.length }) : this.t("transfer.nothing")}
        ${step.violations.length ? html`<ul class="problems">${step.violations.map(one => html`<li class=${one.severity}>${one.message}</li>`)}</ul>` : nothing}</li>`)}</ul>
        ${refused ? html`<p class="bad">${this.t("transfer.refused")}</p>` : html`<p class="actions"><button type="button" class="primary" @click=${apply}>${this.t("transfer.apply")}</button></p>`}` : nothing}</div>`;
  }
}

customElements.define("portal-emails-subject", SubjectBox);
customElements.define("portal-emails-text", TextBox);
