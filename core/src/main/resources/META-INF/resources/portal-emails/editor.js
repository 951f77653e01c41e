// The editor of a mail's content: people write as in a letter, and what is stored is HTML with merge fields and sections.
// The screen loads this module when somebody opens a text, and links editor.css beside it.

import { keymap } from "./lib/prosemirror-keymap.js";
import { closeHistory, history } from "./lib/prosemirror-history.js";
import { Slice, Fragment } from "./lib/prosemirror-model.js";
import { EditorState, NodeSelection, Selection, TextSelection } from "./lib/prosemirror-state.js";
import { EditorView } from "./lib/prosemirror-view.js";
import { around, commands, hasList, hasMark, isHeading, isKind, keyBindings, keys, selectedField, typingRules } from "./editor/commands.js";
import { conditionAround, conditionView, isWithin, withoutEmptyWords, wordsView } from "./editor/conditions.js";
import { Dialogs } from "./editor/dialogs.js";
import { element } from "./editor/dom.js";
import { chip } from "./editor/fields.js";
import { blockAround, linkAround } from "./editor/links.js";
import { fromHtml, fromText, NOTHING_DROPPED, ofEditor, sentence } from "./editor/paste.js";
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
 * @throws {CannotShow} if it cannot show the text: ask `createEditor.canShow` first
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

export class Editor {
    constructor(/** @type {Element} */ place, /** @type {Options} */ options) {
        this.options = options;
        /** @type {Map<string, Field>} */
        this.fields = new Map(options.fields.map(field => [field.name, field]));
        this.word = (/** @type {string} */ key) => options.words[key] ?? key;
        this.isField = (/** @type {string} */ name) => this.fields.has(name);

        this.around = element("div", { class: "pe-editor" + (this.line ? " line" : "") + (options.readOnly ? " read-only" : "") });
        this.dialogs = new Dialogs(this);
        this.toolbar = options.readOnly ? null : this.createTools();
        if (this.toolbar) {
            this.around.append(this.toolbar.bar);
        }
        place.append(this.around);

        this.view = new EditorView(this.around, {
            state: this.stateOf(options.source),
            editable: () => !options.readOnly,
            attributes: this.attributes(false),
            nodeViews: this.nodeViews(),
            markViews: { link: mark => ({ dom: this.linkView(mark) }) },
            handleDOMEvents: {
                paste: (view, event) => this.insertFrom(event, event.clipboardData, null),
                drop: (view, event) => !view.dragging
                    && this.insertFrom(event, event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null),
            },
            handleTextInput: (view, from, to, text) => this.typed(from, to, text),
            handleClickOn: (view, pos, node, nodePos, event, direct) => direct && this.clicked(node, nodePos),
            transformPastedHTML: ofEditor,
            clipboardTextSerializer: slice => this.copiedText(slice.content),
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

    /** Whether it is one line, such as a subject: it has no blocks, and no marks. */
    get line() {
        return false;
    }

    /** The fields that are offered. */
    get offered() {
        return this.options.fields;
    }

    attributes(/** @type {boolean} */ invalid) {
        const { options } = this;
        return {
            class: "content",
            role: "textbox",
            "aria-multiline": String(!this.line),
            "aria-invalid": String(invalid),
            spellcheck: "true",
            ...options.language ? { lang: options.language } : {},
            ...options.labelledBy ? { "aria-labelledby": options.labelledBy } : { "aria-label": this.word("content") },
            ...options.describedBy ? { "aria-describedby": options.describedBy } : {},
            ...options.readOnly ? { "aria-readonly": "true", tabindex: "0" } : {},
        };
    }

    /** Whether the text has an error; what it is stands in `describedBy`. */
    set invalid(/** @type {boolean} */ invalid) {
        if (invalid !== this.around.classList.contains("invalid")) {
            this.around.classList.toggle("invalid", invalid);
            this.view.setProps({ attributes: this.attributes(invalid) });
        }
    }

    /** The text as it is now. */
    get source() {
        const { doc } = this.view.state;
        return doc.eq(this.original.doc) ? this.original.source : this.write(doc);
    }

    write(/** @type {DocumentNode} */ doc) {
        return write(doc, this.original.origins) + this.original.tail;
    }

    copiedText(/** @type {Fragment} */ content) {
        return textOf(content);
    }

    /** Replaces the text. What was written before cannot be undone. */
    setSource(/** @type {string} */ source) {
        this.dialogs.popover.close(false);
        this.view.updateState(this.stateOf(source));
        this.toolbar?.update();
    }

    focus() {
        this.view.focus();
    }

    destroy() {
        this.dialogs.popover.close(false);
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
        if (field.list) {
            const item = nodes.listItem.create(null, nodes.paragraph.create(null, nodes.field.create({ name: "." })));
            this.insertBlock(nodes.bulletList.create(null, nodes.itemCondition.create({ field: name, inverted: false }, item)));
        } else if (field.link) {
            this.dialogs.askLink({ field: name, button: true });
        } else {
            this.insertChip(field);
        }
    }

    insertChip(/** @type {Field} */ { name, sometimesAbsent }) {
        const { state } = this.view;
        // Undone by itself, without the words before it.
        const tr = closeHistory(state.tr);
        tr.replaceSelectionWith(schema.node("field", { name }, null, state.storedMarks ?? state.selection.$from.marks()), false);
        this.view.dispatch(tr.scrollIntoView());
        this.view.focus();
        if (sometimesAbsent) {
            // At once: a field without a value leaves a hole in the sentence.
            this.clicked(/** @type {any} */ (tr.selection.$from.nodeBefore), tr.selection.from - 1);
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
                    Enter: state => Boolean(selectedField(state)) && this.dialogs.askFallback(),
                    [keys.link]: () => this.dialogs.askLink({}),
                    "Alt-F10": () => {
                        this.toolbar?.focus();
                        return true;
                    },
                })),
                withoutEmptyWords,
            ],
        });
    }

    createTools() {
        return createToolbar(this.tools(), this.word("toolbar"), this.word, () => this.view.focus());
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
            { name: "link", key: keys.link, popup: true, run: () => this.dialogs.askLink({}), pressed: () => Boolean(linkAround(state())) },
            { name: "button", popup: true, run: () => this.dialogs.askLink({ button: true }) },
            { name: "condition", popup: true, run: () => this.dialogs.askCondition(null), pressed: () => Boolean(conditionAround(state())) },
            { name: "field", popup: true, run: () => this.dialogs.askField(0) },
            null,
            tool("undo", undefined),
            tool("redo", undefined),
        ];
    }

    /** @returns {any} */
    nodeViews() {
        const condition = (/** @type {DocumentNode} */ node, /** @type {unknown} */ view, /** @type {() => number | undefined} */ getPos) =>
            conditionView(node, this.titleOf(node), this.word("condition.change"), () => this.dialogs.askCondition(getPos() ?? 0));
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

    /** A link says where it leads, and leads nowhere while one writes. */
    linkView(/** @type {import("./lib/prosemirror-model.js").Mark} */ mark) {
        const leadsTo = address(mark).replace(/\{\{\s*(\w+)\s*\}\}/g, (all, name) => this.labelOf(name));
        return element("a", { class: isButton(mark) ? "button" : "link", title: `${this.word("link.leads-to")} ${leadsTo}` });
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
        this.dialogs.askField(2);
        return true;
    }

    clicked(/** @type {DocumentNode} */ node, /** @type {number} */ pos) {
        if (node?.type === schema.nodes.field && this.fields.get(node.attrs.name)?.sometimesAbsent && !this.options.readOnly
            && !isWithin(this.view.state, pos, node.attrs.name)) {
            this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, pos)));
            return this.dialogs.askFallback();
        }
        return false;
    }

    /** Takes what another program gives. */
    insertFrom(/** @type {Event} */ event, /** @type {DataTransfer | null} */ data, /** @type {number | null} */ pos) {
        const html = data?.getData("text/html") ?? "";
        const text = data?.getData("text/plain") ?? "";
        const images = html || text ? 0 : data?.files.length ?? 0;
        if (this.options.readOnly || html.includes("data-pm-slice") || !html && !text && !images) {
            return false;
        }
        event.preventDefault();
        const { blocks, dropped } = html ? fromHtml(html, this.isField) : { blocks: fromText(text, this.isField), dropped: { ...NOTHING_DROPPED, images } };
        const said = sentence(dropped, this.word);
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
