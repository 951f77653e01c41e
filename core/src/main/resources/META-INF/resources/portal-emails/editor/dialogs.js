// What is asked in a popover beside the cursor: a field, what stands there without it, where a link leads, a condition.

import { NodeSelection, TextSelection } from "../lib/prosemirror-state.js";
import { selectedField } from "./commands.js";
import { conditionAround, isWithin, makeConditional, unwrap } from "./conditions.js";
import { element, newId, Popover } from "./dom.js";
import { fieldList, remarks } from "./fields.js";
import { addressOf, blockAround, linkAround, removeLink, setLink } from "./links.js";
import { address, isButton, schema } from "./schema.js";

/** @typedef {import("../lib/prosemirror-model.js").Node} DocumentNode */

export class Dialogs {
    constructor(/** @type {any} */ editor) {
        this.editor = editor;
        this.popover = new Popover(editor.around, () => this.goOn());
    }

    /** Back from a popover: what is typed next stands behind the field that it was about. */
    goOn() {
        const { state } = this.editor.view;
        if (selectedField(state)) {
            this.editor.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, state.selection.to)));
        }
        this.editor.view.focus();
    }

    /** Where a popover stands: below the cursor. */
    anchor() {
        const { from, to } = this.editor.view.state.selection;
        const end = this.editor.view.coordsAtPos(Math.max(from, to));
        return { left: this.editor.view.coordsAtPos(from).left, bottom: end.bottom };
    }

    /** Opens the list of fields; the braces that were typed go when one is picked. */
    askField(/** @type {number} */ braces) {
        const anchor = this.anchor();
        this.popover.open(this.editor.word("field.insert"), anchor, fieldList(this.editor.offered, this.editor.word, field => {
            this.popover.close(true);
            if (braces) {
                const { from } = this.editor.view.state.selection;
                this.editor.view.dispatch(this.editor.view.state.tr.delete(from - braces, from));
            }
            this.editor.insertField(field.name);
        }));
        return true;
    }

    /** A form in a popover. */
    ask(/** @type {string} */ title, /** @type {any[]} */ content, /** @type {() => boolean} */ apply, /** @type {[string, () => void] | null} */ remove = null) {
        const form = element("form", {
            novalidate: true,
            onkeydown: (/** @type {KeyboardEvent} */ event) => {
                if (event.key === "Enter" && /** @type {Element} */ (event.target).matches("select, [type=checkbox]")) {
                    event.preventDefault();
                    form.requestSubmit();
                }
            },
            onsubmit: (/** @type {Event} */ event) => {
                event.preventDefault();
                if (apply()) {
                    this.popover.close(true);
                }
            },
        },
        element("p", { class: "title" }, title),
        ...content,
        element("div", { class: "actions" },
            element("button", { type: "submit", class: "primary" }, this.editor.word("apply")),
            remove && element("button", {
                type: "button",
                onclick: () => {
                    remove[1]();
                    this.popover.close(true);
                },
            }, remove[0]),
            element("button", { type: "button", onclick: () => this.popover.close(true) }, this.editor.word("cancel"))));
        this.popover.open(title, this.anchor(), form);
        return true;
    }

    /** A box with its label. */
    box(/** @type {string} */ label, /** @type {any} */ input, /** @type {any} */ hint = null) {
        const id = newId();
        input.id = id;
        if (hint) {
            hint.id = newId();
            input.setAttribute("aria-describedby", hint.id);
        }
        return element("div", { class: "box" }, element("label", { for: id }, this.editor.word(label)), input, hint);
    }

    /** Asks what stands there where a field has no value. */
    askFallback() {
        const node = selectedField(this.editor.view.state);
        const field = node && this.editor.fields.get(node.attrs.name);
        if (!node || !field?.sometimesAbsent) {
            return false;
        }
        const pos = this.editor.view.state.selection.from;
        if (isWithin(this.editor.view.state, pos, field.name)) {
            return false;
        }
        const input = element("input", { type: "text", value: node.attrs.fallback ?? "", autocomplete: "off" });
        const set = (/** @type {string | null} */ fallback) => {
            const tr = this.editor.view.state.tr.setNodeMarkup(pos, null, { ...node.attrs, fallback });
            this.editor.view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, pos)));
        };
        return this.ask(field.label, [
            element("p", { class: "hint" }, this.editor.word("fallback.hint")),
            this.box("fallback", input),
            this.editor.line ? null : element("button", {
                type: "button",
                class: "wide",
                onclick: () => {
                    this.popover.close(true);
                    const change = makeConditional(this.editor.view.state, { field: field.name, inverted: false });
                    if (change) {
                        this.editor.view.dispatch(change);
                    }
                },
            }, this.editor.word("fallback.leave-out")),
        ], () => {
            const text = input.value.replace(/[{}]/g, "").trim();
            set(text || null);
            return true;
        }, node.attrs.fallback === null ? null : [this.editor.word("fallback.remove"), () => set(null)]);
    }

    /** Asks where a link or a button leads. */
    askLink(/** @type {{field?: string, button?: boolean}} */ { field, button }) {
        const { state } = this.editor.view;
        const link = linkAround(state);
        const needed = button && this.editor.options.fields.find(one => one.link && one.required)?.name;
        const known = link ? address(link.mark) : field || needed ? `{{${field ?? needed}}}` : "";
        const name = /^\{\{\s*(\w+)\s*\}\}$/.exec(known)?.[1] ?? "";
        const needsText = !link && state.selection.empty;
        const text = element("input", { type: "text", autocomplete: "off" });
        const typed = element("input", { type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false", value: name ? "" : known });
        const problem = element("p", { class: "problem", role: "alert" });
        const links = this.editor.options.fields.filter(one => one.link);
        const target = element("select", { onchange: () => show() },
            element("option", { value: "" }, this.editor.word("link.an-address")),
            ...links.map(one => element("option", { value: one.name, selected: one.name === name },
                [one.label, ...remarks(one, this.editor.word)].join(" – "))));
        const asButton = element("input", { type: "checkbox", checked: link ? isButton(link.mark) : Boolean(button) });
        const addressBox = this.box("link.address", typed, element("p", { class: "hint" }, this.editor.word("link.address-hint")));
        const show = () => {
            addressBox.hidden = Boolean(target.value);
        };
        show();
        return this.ask(this.editor.word(link || !button ? "link" : "button"), [
            needsText ? this.box("link.text", text) : null,
            links.length ? this.box("link.leads-to", target) : null,
            addressBox,
            element("label", { class: "check" }, asButton, this.editor.word("link.as-button")),
            problem,
        ], () => {
            const wrong = (/** @type {string} */ key, /** @type {HTMLElement} */ input) => {
                problem.textContent = this.editor.word(key);
                input.setAttribute("aria-invalid", "true");
                input.focus();
                return false;
            };
            const href = target.value ? `{{${target.value}}}` : !name && typed.value === known && known ? known : addressOf(typed.value);
            if (needsText && !text.value.trim()) {
                return wrong("link.text-missing", text);
            }
            if (!href) {
                return wrong("link.address-wrong", typed);
            }
            this.editor.view.dispatch(setLink(this.editor.view.state, { href, button: asButton.checked, text: text.value.trim() }).scrollIntoView());
            return true;
        }, link ? [this.editor.word("link.remove"), () => this.editor.view.dispatch(removeLink(this.editor.view.state))]
            : field ? [this.editor.word("link.as-text"), () => this.editor.view.dispatch(
                this.editor.view.state.tr.replaceSelectionWith(schema.node("field", { name: field }), false).scrollIntoView())] : null);
    }

    /** Asks on which field something depends: a condition at a place, or what is selected. */
    askCondition(/** @type {number | null} */ pos) {
        const { state } = this.editor.view;
        const inWords = state.selection.empty ? conditionAround(state) : null;
        const current = pos !== null ? { node: /** @type {DocumentNode} */ (state.doc.nodeAt(pos)), pos }
            : inWords?.node.type.name === "words" ? inWords : null;
        const absent = this.editor.options.fields.filter(field => field.sometimesAbsent || field.list || field.name === current?.node.attrs.field);
        const names = (absent.length ? absent : this.editor.options.fields).map(field => field.name);
        if (current && !names.includes(current.node.attrs.field)) {
            names.push(current.node.attrs.field);
        }
        const proposed = current?.node.attrs.field ?? this.fieldNearby(names);
        const field = element("select", {}, ...names.map(name =>
            element("option", { value: name, selected: name === proposed }, this.editor.labelOf(name))));
        const inverted = element("select", {},
            element("option", { value: "" }, this.editor.word("condition.if-value")),
            element("option", { value: "^", selected: current?.node.attrs.inverted }, this.editor.word("condition.if-none")));
        return this.ask(this.editor.word("condition"), [
            this.box("condition.field", field),
            this.box("condition.when", inverted),
        ], () => {
            const wanted = { field: field.value, inverted: Boolean(inverted.value) };
            const change = current ? this.editor.view.state.tr.setNodeMarkup(current.pos, null, wanted) : makeConditional(this.editor.view.state, wanted);
            if (change) {
                this.editor.view.dispatch(change.scrollIntoView());
            }
            return true;
        }, current ? [this.editor.word("condition.remove"), () => this.editor.view.dispatch(unwrap(this.editor.view.state, current.pos))] : null);
    }

    /** The first of some fields that stands in what is selected, or in the paragraph around the cursor. */
    fieldNearby(/** @type {string[]} */ names) {
        const { doc, selection } = this.editor.view.state;
        const block = selection.empty ? blockAround(selection.$from) : null;
        /** @type {string | undefined} */
        let found;
        doc.nodesBetween(block?.pos ?? selection.from, block ? block.pos + block.node.nodeSize : selection.to, node => {
            found ??= node.type === schema.nodes.field && names.includes(node.attrs.name) ? node.attrs.name : undefined;
        });
        return found;
    }
}
