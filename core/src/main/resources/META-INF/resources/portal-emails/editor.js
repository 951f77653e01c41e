// The editor of a mail's content: people write as in a letter, and what is stored is HTML with merge fields and sections.
// The screen loads this module when somebody opens a text, and links editor.css beside it.

import { keymap } from "./lib/prosemirror-keymap.js";
import { history } from "./lib/prosemirror-history.js";
import { Slice, Fragment } from "./lib/prosemirror-model.js";
import { EditorState, NodeSelection, Selection, TextSelection } from "./lib/prosemirror-state.js";
import { EditorView } from "./lib/prosemirror-view.js";
import { around, commands, hasList, hasMark, isHeading, isKind, keyBindings, keys, selectedField, typingRules } from "./editor/commands.js";
import { conditionAround, conditionView, isWithin, makeConditional, unwrap, withoutEmptyWords, wordsView } from "./editor/conditions.js";
import { element, newId, Popover } from "./editor/dom.js";
import { chip, fieldList, remarks } from "./editor/fields.js";
import { addressOf, blockAround, linkAround, removeLink, setLink } from "./editor/links.js";
import { fromHtml, fromText, sentence } from "./editor/paste.js";
import { CannotShow, read } from "./editor/reading.js";
import { address, isButton, schema } from "./editor/schema.js";
import { decode, tokens } from "./editor/syntax.js";
import { createToolbar } from "./editor/toolbar.js";
import { write } from "./editor/writing.js";

/** @typedef {import("./editor/fields.js").Field} Field */
/** @typedef {import("./lib/prosemirror-model.js").Node} DocumentNode */

/**
 * @typedef {object} Options
 * @property {string} source the text as it is stored
 * @property {Field[]} fields in the order of the catalogue
 * @property {Record<string, string>} words in the reader's language
 * @property {string} [language] tag of the language of the text
 * @property {string} [labelledBy] ids in the same root
 * @property {string} [describedBy]
 * @property {boolean} [readOnly]
 * @property {(source: string) => void} [onChange] after each change by the person
 * @property {(text: string) => void} [onNotice] one sentence, such as what a paste left out
 */

/**
 * @param {Element} place
 * @param {Options} options
 */
export function createEditor(place, options) {
    return new Editor(place, options);
}

/** Whether the editor can show a text; if not, it is written as HTML. */
createEditor.canShow = (/** @type {string} */ source) => {
    try {
        read(source, () => true);
        return true;
    } catch (problem) {
        if (problem instanceof CannotShow) {
            return false;
        }
        throw problem;
    }
};

class Editor {
    constructor(/** @type {Element} */ place, /** @type {Options} */ options) {
        this.options = options;
        /** @type {Map<string, Field>} */
        this.fields = new Map(options.fields.map(field => [field.name, field]));
        this.word = (/** @type {string} */ key) => options.words[key] ?? key;
        this.isField = (/** @type {string} */ name) => this.fields.has(name);

        this.around = element("div", { class: "pe-editor" + (options.readOnly ? " read-only" : "") });
        this.popover = new Popover(this.around, () => this.goOn());
        this.toolbar = options.readOnly ? null
            : createToolbar(this.tools(), this.word("toolbar"), this.word, () => this.view.focus());
        if (this.toolbar) {
            this.around.append(this.toolbar.bar);
        }
        place.append(this.around);

        this.view = new EditorView(this.around, {
            state: this.stateOf(options.source),
            editable: () => !options.readOnly,
            attributes: {
                class: "content",
                role: "textbox",
                "aria-multiline": "true",
                spellcheck: "true",
                ...options.language ? { lang: options.language } : {},
                ...options.labelledBy ? { "aria-labelledby": options.labelledBy } : { "aria-label": this.word("content") },
                ...options.describedBy ? { "aria-describedby": options.describedBy } : {},
                ...options.readOnly ? { "aria-readonly": "true", tabindex: "0" } : {},
            },
            nodeViews: this.nodeViews(),
            handleDOMEvents: {
                paste: (view, event) => this.insertFrom(event, event.clipboardData, null),
                drop: (view, event) => !view.dragging
                    && this.insertFrom(event, event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null),
            },
            handleTextInput: (view, from, to, text) => this.typed(from, to, text),
            handleClickOn: (view, pos, node, nodePos, event, direct) => direct && this.clicked(node, nodePos),
            transformPastedHTML: html => html.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""),
            clipboardTextSerializer: slice => textOf(slice.content),
            dispatchTransaction: transaction => {
                this.view.updateState(this.view.state.apply(transaction));
                this.toolbar?.update();
                if (transaction.docChanged) {
                    options.onChange?.(this.source);
                }
            },
        });
        this.toolbar?.update();
    }

    /** The text as it is now. */
    get source() {
        const { doc } = this.view.state;
        return doc.eq(this.original.doc) ? this.original.source : write(doc, this.original.origins) + this.original.tail;
    }

    /** Replaces the text. What was written before cannot be undone. */
    setSource(/** @type {string} */ source) {
        this.popover.close(false);
        this.view.updateState(this.stateOf(source));
        this.toolbar?.update();
    }

    focus() {
        this.view.focus();
    }

    /** Back from a popover: what is typed next stands behind the field that it was about. */
    goOn() {
        const { state } = this.view;
        if (selectedField(state)) {
            this.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, state.selection.to)));
        }
        this.view.focus();
    }

    destroy() {
        this.popover.close(false);
        this.view.destroy();
        this.around.remove();
    }

    /** Goes to a place of the source; lines and columns begin with 1. */
    goTo(/** @type {number} */ line, /** @type {number} */ column) {
        const { source } = this;
        let offset = 0;
        for (let i = 1; i < line && source.includes("\n", offset); i++) {
            offset = source.indexOf("\n", offset) + 1;
        }
        offset += [...source.slice(offset)].slice(0, column - 1).join("").length;
        this.view.focus();
        if (!createEditor.canShow(source)) {
            return;
        }
        const origins = new WeakMap();
        let inSource = read(source, this.isField, origins);
        let { doc: node } = this.view.state;
        let pos = 0;
        // The deepest block in which the place is, by the same path in both documents.
        for (;;) {
            const at = childAt(inSource, origins, offset);
            if (at < 0 || at >= node.childCount || node.inlineContent) {
                break;
            }
            node.forEach((child, from, index) => {
                if (index === at) {
                    pos += from + (node.type.name === "doc" ? 0 : 1);
                }
            });
            inSource = inSource.child(at);
            node = node.child(at);
        }
        const { doc, tr } = this.view.state;
        const start = origins.get(inSource)?.start ?? offset;
        const selection = node.inlineContent
            ? TextSelection.near(doc.resolve(Math.min(pos + 1 + lengthOf(source.slice(start, offset), this.isField), pos + node.nodeSize - 1)))
            : node.isAtom ? NodeSelection.create(doc, pos) : Selection.near(doc.resolve(pos));
        this.view.dispatch(tr.setSelection(selection).scrollIntoView());
    }

    /** Inserts a field where the cursor is: as a chip, or, of a list or a link, as what the built-in texts have. */
    insertField(/** @type {string} */ name) {
        const field = this.fields.get(name);
        if (!field) {
            return;
        }
        const { nodes } = schema;
        const { state } = this.view;
        if (field.list) {
            const item = nodes.listItem.create(null, nodes.paragraph.create(null, nodes.field.create({ name: "." })));
            this.insertBlock(nodes.bulletList.create(null, nodes.itemCondition.create({ field: name, inverted: false }, item)));
        } else if (field.link) {
            this.askLink({ field: name, button: true });
        } else {
            const marks = state.storedMarks ?? state.selection.$from.marks();
            const { tr } = state;
            tr.replaceSelectionWith(nodes.field.create({ name }, null, marks), false);
            this.view.dispatch(tr.scrollIntoView());
            this.view.focus();
            if (field.sometimesAbsent) {
                // At once: a field without a value leaves a hole in the sentence.
                this.clicked(/** @type {any} */ (tr.selection.$from.nodeBefore), tr.selection.from - 1);
            }
        }
    }

    /** In the place of an empty paragraph, or after the one around the cursor. */
    insertBlock(/** @type {DocumentNode} */ block) {
        const { state } = this.view;
        const current = blockAround(state.selection.$from);
        const from = current ? current.pos + (current.node.content.size ? current.node.nodeSize : 0) : state.selection.to;
        const tr = state.tr;
        if (current && !current.node.content.size && current.pos + current.node.nodeSize <= state.doc.content.size) {
            tr.replaceRangeWith(current.pos, current.pos + current.node.nodeSize, block);
        } else {
            tr.insert(from, block);
        }
        this.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(from + block.nodeSize, tr.doc.content.size)), 1)).scrollIntoView());
        this.view.focus();
    }

    /** @returns {EditorState} */
    stateOf(/** @type {string} */ source) {
        const origins = new WeakMap();
        let doc = read(source, this.isField, origins);
        const last = origins.get(/** @type {DocumentNode} */ (doc.lastChild));
        if (!doc.lastChild?.isTextblock) {
            // Where one goes on writing; while it is empty, it is not stored.
            doc = doc.copy(doc.content.addToEnd(schema.node("paragraph")));
        }
        this.original = { source, doc, origins, tail: last ? source.slice(last.end) : "" };
        return EditorState.create({
            doc,
            plugins: [
                history(),
                typingRules(this.isField),
                keymap(keyBindings({
                    Enter: state => Boolean(selectedField(state)) && this.askFallback(),
                    [keys.link]: () => this.askLink({}),
                    "Alt-F10": () => {
                        this.toolbar?.focus();
                        return true;
                    },
                })),
                withoutEmptyWords,
            ],
        });
    }

    tools() {
        const run = (/** @type {string} */ name) => () => {
            commands[name](this.view.state, this.view.dispatch, this.view);
            this.view.focus();
        };
        const tool = (/** @type {string} */ name, /** @type {(() => boolean) | undefined} */ pressed) => ({
            name, icon: name, key: /** @type {any} */ (keys)[name], run: run(name), pressed,
            enabled: () => commands[name](this.view.state),
        });
        const state = () => this.view.state;
        return [
            tool("bold", () => hasMark(state(), "strong")),
            tool("italic", () => hasMark(state(), "em")),
            tool("code", () => hasMark(state(), "code")),
            null,
            tool("heading", () => isHeading(state())),
            tool("bullet-list", () => hasList(state(), "bulletList")),
            tool("numbered-list", () => hasList(state(), "orderedList")),
            null,
            { ...tool("note", () => isKind(state(), "note")), icon: undefined },
            { name: "link", key: keys.link, popup: true, run: () => this.askLink({}), pressed: () => Boolean(linkAround(state())) },
            { name: "button", popup: true, run: () => this.askLink({ button: true }) },
            { name: "condition", popup: true, run: () => this.askCondition(null), pressed: () => Boolean(conditionAround(state())) },
            { name: "field", popup: true, run: () => this.askField(0) },
            null,
            tool("undo", undefined),
            tool("redo", undefined),
        ];
    }

    /** @returns {any} */
    nodeViews() {
        const condition = (/** @type {DocumentNode} */ node, /** @type {unknown} */ view, /** @type {() => number | undefined} */ getPos) =>
            conditionView(node, this.titleOf(node), this.word("condition.change"), () => this.askCondition(getPos() ?? 0));
        return {
            field: (/** @type {DocumentNode} */ node) => ({ dom: chip(node, this.fields.get(node.attrs.name), this.word) }),
            condition,
            itemCondition: condition,
            words: (/** @type {DocumentNode} */ node) => wordsView(node, this.titleOf(node)),
            htmlBlock: (/** @type {DocumentNode} */ node) => ({
                dom: element("div", { class: "html", title: this.word("html.hint") },
                    element("span", { class: "head" }, this.word("html")),
                    element("div", { class: "inside", dir: "auto" }, node.attrs.text)),
            }),
            htmlPiece: (/** @type {DocumentNode} */ node) => ({
                dom: element("span", { class: "html piece", title: node.attrs.raw }, node.attrs.text || this.word("html")),
            }),
        };
    }

    labelOf(/** @type {string} */ name) {
        return this.fields.get(name)?.label ?? name;
    }

    titleOf(/** @type {DocumentNode} */ condition) {
        const { field, inverted } = condition.attrs;
        const words = inverted ? "condition.without" : this.fields.get(field)?.list ? "condition.each" : "condition.with";
        return `${this.word(words)} ${this.labelOf(field)}`;
    }

    /** Two braces open the list of fields. */
    typed(/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ text) {
        const { state } = this.view;
        const $from = state.doc.resolve(from);
        if (text !== "{" || from !== to || $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset) !== "{") {
            return false;
        }
        this.view.dispatch(state.tr.insertText("{", from));
        this.askField(2);
        return true;
    }

    clicked(/** @type {DocumentNode} */ node, /** @type {number} */ pos) {
        if (node?.type === schema.nodes.field && this.fields.get(node.attrs.name)?.sometimesAbsent && !this.options.readOnly
            && !isWithin(this.view.state, pos, node.attrs.name)) {
            this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, pos)));
            return this.askFallback();
        }
        return false;
    }

    /** Where a popover stands: below the cursor. */
    anchor() {
        const { from, to } = this.view.state.selection;
        const end = this.view.coordsAtPos(Math.max(from, to));
        return { left: this.view.coordsAtPos(from).left, bottom: end.bottom };
    }

    /** Opens the list of fields; the braces that were typed go when one is picked. */
    askField(/** @type {number} */ braces) {
        const anchor = this.anchor();
        this.popover.open(this.word("field.insert"), anchor, fieldList(this.options.fields, this.word, field => {
            this.popover.close(true);
            if (braces) {
                const { from } = this.view.state.selection;
                this.view.dispatch(this.view.state.tr.delete(from - braces, from));
            }
            this.insertField(field.name);
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
            element("button", { type: "submit", class: "primary" }, this.word("apply")),
            remove && element("button", {
                type: "button",
                onclick: () => {
                    remove[1]();
                    this.popover.close(true);
                },
            }, remove[0]),
            element("button", { type: "button", onclick: () => this.popover.close(true) }, this.word("cancel"))));
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
        return element("div", { class: "box" }, element("label", { for: id }, this.word(label)), input, hint);
    }

    /** Asks what stands there where a field has no value. */
    askFallback() {
        const node = selectedField(this.view.state);
        const field = node && this.fields.get(node.attrs.name);
        if (!node || !field?.sometimesAbsent) {
            return false;
        }
        const pos = this.view.state.selection.from;
        if (isWithin(this.view.state, pos, field.name)) {
            return false;
        }
        const input = element("input", { type: "text", value: node.attrs.fallback ?? "", autocomplete: "off" });
        const set = (/** @type {string | null} */ fallback) => {
            const tr = this.view.state.tr.setNodeMarkup(pos, null, { ...node.attrs, fallback });
            this.view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, pos)));
        };
        return this.ask(field.label, [
            element("p", { class: "hint" }, this.word("fallback.hint")),
            this.box("fallback", input),
            element("button", {
                type: "button",
                class: "wide",
                onclick: () => {
                    this.popover.close(true);
                    const change = makeConditional(this.view.state, { field: field.name, inverted: false });
                    if (change) {
                        this.view.dispatch(change);
                    }
                },
            }, this.word("fallback.leave-out")),
        ], () => {
            const text = input.value.replace(/[{}]/g, "").trim();
            set(text || null);
            return true;
        }, node.attrs.fallback === null ? null : [this.word("fallback.remove"), () => set(null)]);
    }

    /** Asks where a link or a button leads. */
    askLink(/** @type {{field?: string, button?: boolean}} */ { field, button }) {
        const { state } = this.view;
        const link = linkAround(state);
        const needed = button && this.options.fields.find(one => one.link && one.required)?.name;
        const known = link ? address(link.mark) : field || needed ? `{{${field ?? needed}}}` : "";
        const name = /^\{\{\s*(\w+)\s*\}\}$/.exec(known)?.[1] ?? "";
        const needsText = !link && state.selection.empty;
        const text = element("input", { type: "text", autocomplete: "off" });
        const typed = element("input", { type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false", value: name ? "" : known });
        const problem = element("p", { class: "problem", role: "alert" });
        const links = this.options.fields.filter(one => one.link);
        const target = element("select", { onchange: () => show() },
            element("option", { value: "" }, this.word("link.an-address")),
            ...links.map(one => element("option", { value: one.name, selected: one.name === name },
                [one.label, ...remarks(one, this.word)].join(" – "))));
        const asButton = element("input", { type: "checkbox", checked: link ? isButton(link.mark) : Boolean(button) });
        const addressBox = this.box("link.address", typed, element("p", { class: "hint" }, this.word("link.address-hint")));
        const show = () => {
            addressBox.hidden = Boolean(target.value);
        };
        show();
        return this.ask(this.word(link || !button ? "link" : "button"), [
            needsText ? this.box("link.text", text) : null,
            links.length ? this.box("link.leads-to", target) : null,
            addressBox,
            element("label", { class: "check" }, asButton, this.word("link.as-button")),
            problem,
        ], () => {
            const wrong = (/** @type {string} */ key, /** @type {HTMLElement} */ input) => {
                problem.textContent = this.word(key);
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
            this.view.dispatch(setLink(this.view.state, { href, button: asButton.checked, text: text.value.trim() }).scrollIntoView());
            return true;
        }, link ? [this.word("link.remove"), () => this.view.dispatch(removeLink(this.view.state))]
            : field ? [this.word("link.as-text"), () => this.view.dispatch(
                this.view.state.tr.replaceSelectionWith(schema.node("field", { name: field }), false).scrollIntoView())] : null);
    }

    /** Asks on which field something depends: a condition at a place, or what is selected. */
    askCondition(/** @type {number | null} */ pos) {
        const { state } = this.view;
        const inWords = state.selection.empty ? conditionAround(state) : null;
        const current = pos !== null ? { node: /** @type {DocumentNode} */ (state.doc.nodeAt(pos)), pos }
            : inWords?.node.type.name === "words" ? inWords : null;
        const absent = this.options.fields.filter(field => field.sometimesAbsent || field.list || field.name === current?.node.attrs.field);
        const names = (absent.length ? absent : this.options.fields).map(field => field.name);
        if (current && !names.includes(current.node.attrs.field)) {
            names.push(current.node.attrs.field);
        }
        const proposed = current?.node.attrs.field ?? this.fieldNearby(names);
        const field = element("select", {}, ...names.map(name =>
            element("option", { value: name, selected: name === proposed }, this.labelOf(name))));
        const inverted = element("select", {},
            element("option", { value: "" }, this.word("condition.if-value")),
            element("option", { value: "^", selected: current?.node.attrs.inverted }, this.word("condition.if-none")));
        return this.ask(this.word("condition"), [
            this.box("condition.field", field),
            this.box("condition.when", inverted),
        ], () => {
            const wanted = { field: field.value, inverted: Boolean(inverted.value) };
            const change = current ? this.view.state.tr.setNodeMarkup(current.pos, null, wanted) : makeConditional(this.view.state, wanted);
            if (change) {
                this.view.dispatch(change.scrollIntoView());
            }
            return true;
        }, current ? [this.word("condition.remove"), () => this.view.dispatch(unwrap(this.view.state, current.pos))] : null);
    }

    /** The first of some fields that stands in what is selected, or in the paragraph around the cursor. */
    fieldNearby(/** @type {string[]} */ names) {
        const { doc, selection } = this.view.state;
        const block = selection.empty ? blockAround(selection.$from) : null;
        /** @type {string | undefined} */
        let found;
        doc.nodesBetween(block?.pos ?? selection.from, block ? block.pos + block.node.nodeSize : selection.to, node => {
            found ??= node.type === schema.nodes.field && names.includes(node.attrs.name) ? node.attrs.name : undefined;
        });
        return found;
    }

    /** Takes what another program gives. */
    insertFrom(/** @type {Event} */ event, /** @type {DataTransfer | null} */ data, /** @type {number | null} */ pos) {
        const html = data?.getData("text/html") ?? "";
        const text = data?.getData("text/plain") ?? "";
        if (this.options.readOnly || html.includes("data-pm-slice") || !html && !text) {
            return false;
        }
        event.preventDefault();
        const { blocks, dropped } = html ? fromHtml(html, this.isField) : { blocks: fromText(text, this.isField), dropped: null };
        const said = dropped ? sentence(dropped, this.word) : "";
        if (said) {
            this.options.onNotice?.(said);
        }
        if (blocks.length) {
            const { tr } = this.view.state;
            const ends = (/** @type {DocumentNode} */ block) => block.type === schema.nodes.paragraph ? 1 : 0;
            const inList = around(this.view.state, node => node.type === schema.nodes.listItem);
            // Items among items, words among words.
            const slice = inList && !blocks[0].isTextblock ? Slice.maxOpen(Fragment.from(blocks))
                : new Slice(Fragment.from(blocks), ends(blocks[0]), ends(blocks[blocks.length - 1]));
            if (pos !== null) {
                tr.setSelection(TextSelection.near(tr.doc.resolve(pos)));
            }
            this.view.dispatch(tr.replaceSelection(slice).scrollIntoView().setMeta("paste", true));
        }
        return true;
    }
}

/** Which child was made of a place of the source; -1 if none was. */
function childAt(/** @type {DocumentNode} */ parent, /** @type {WeakMap<DocumentNode, any>} */ origins, /** @type {number} */ offset) {
    let found = -1;
    parent.forEach((child, pos, index) => {
        const origin = origins.get(child);
        if (origin && (origin.start <= offset || found < 0)) {
            found = index;
        }
    });
    return found;
}

/** How long a piece of the source is in the document. */
function lengthOf(/** @type {string} */ piece, /** @type {(name: string) => boolean} */ isField) {
    return tokens(piece).reduce((length, token) => {
        if (token.type === "text") {
            return length + decode(token.text).length;
        }
        return length + (token.type === "field" && !isField(token.name ?? "") ? token.text.length
            : token.type === "field" || token.type === "begin" || token.type === "end" || token.name === "br" ? 1 : 0);
    }, 0);
}

/** What is copied as text: fields with their names. */
function textOf(/** @type {Fragment} */ content) {
    return content.textBetween(0, content.size, "\n\n", node => node.type.name === "field" ? `{{${node.attrs.name}}}`
        : node.type.name === "lineBreak" ? "\n" : node.attrs.text ?? "");
}
