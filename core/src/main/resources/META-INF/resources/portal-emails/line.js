// The editor of a subject: one line of text with merge fields as chips. What is stored is the text of the template, not HTML.

import { history } from "./lib/prosemirror-history.js";
import { keymap } from "./lib/prosemirror-keymap.js";
import { Slice } from "./lib/prosemirror-model.js";
import { EditorState, Plugin, Selection, TextSelection } from "./lib/prosemirror-state.js";
import { lineKeyBindings, lineTypingRules, selectedField } from "./editor/commands.js";
import { withoutEmptyWords } from "./editor/conditions.js";
import { element } from "./editor/dom.js";
import { isLine, readLine, writeLine } from "./editor/lines.js";
import { fromHtml } from "./editor/paste.js";
import { CannotShow } from "./editor/reading.js";
import { Editor } from "./editor.js";

/** @typedef {import("./editor.js").Options} Options */
/** @typedef {import("./lib/prosemirror-model.js").Node} DocumentNode */
/** @typedef {import("./lib/prosemirror-model.js").Fragment} Fragment */

/**
 * @param {Element} place
 * @param {Options} options
 * @throws {CannotShow} if it cannot show the text: ask `createLine.canShow` first
 */
export function createLine(place, options) {
    return new Line(place, options);
}

/** Whether a line can show a text; if not, it is written as it is stored. */
createLine.canShow = (/** @type {string} */ source) => {
    try {
        readLine(source, () => true);
        return true;
    } catch (problem) {
        if (problem instanceof CannotShow) {
            return false;
        }
        throw problem;
    }
};

/** Whatever makes a change: a line stays one. */
const oneLine = new Plugin({ filterTransaction: transaction => isLine(transaction.doc) });

class Line extends Editor {
    constructor(/** @type {Element} */ place, /** @type {Options} */ options) {
        super(place, options);
        if (this.toolbar) {
            this.around.append(this.toolbar.bar);
        }
    }

    get line() {
        return true;
    }

    /** A subject has room for one value, and is read by whoever looks over a shoulder. */
    get offered() {
        return this.options.fields.filter(field => !field.secret && !field.list);
    }

    write(/** @type {DocumentNode} */ doc) {
        return writeLine(/** @type {DocumentNode} */ (doc.firstChild).content);
    }

    copiedText(/** @type {Fragment} */ content) {
        return writeLine(content.firstChild?.type.name === "paragraph" ? content.firstChild.content : content);
    }

    createTools() {
        const button = element("button", {
            type: "button",
            class: "insert",
            "data-tool": "field",
            "aria-haspopup": "dialog",
            onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
            onclick: () => this.dialogs.askField(0),
        }, this.word("field"));
        return { bar: button, focus: () => button.focus(), button: () => button, update() {} };
    }

    /** As a chip, whatever it is. */
    insertField(/** @type {string} */ name) {
        const field = this.fields.get(name);
        if (field) {
            this.insertChip(field);
        }
    }

    goTo(/** @type {number} */ line, /** @type {number} */ column) {
        const { content } = /** @type {DocumentNode} */ (this.view.state.doc.firstChild);
        const offset = [...this.source].slice(0, column - 1).join("").length;
        let at = 0;
        while (at < content.size && writeLine(content.cut(0, at + 1)).length <= offset) {
            at++;
        }
        const { doc, tr } = this.view.state;
        this.view.focus();
        this.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(at + 1))).scrollIntoView());
    }

    stateOf(/** @type {string} */ source) {
        const doc = readLine(source, this.isField);
        this.original = { source, doc, origins: new WeakMap(), tail: "" };
        return EditorState.create({
            doc,
            selection: Selection.atEnd(doc),
            plugins: [
                history(),
                lineTypingRules(this.isField),
                keymap(lineKeyBindings({
                    Enter: state => Boolean(selectedField(state)) && this.dialogs.askFallback(),
                    "Alt-F10": () => {
                        this.toolbar?.focus();
                        return true;
                    },
                })),
                withoutEmptyWords,
                oneLine,
            ],
        });
    }

    /** Takes what is copied anywhere, as one line of text. */
    insertFrom(/** @type {Event} */ event, /** @type {DataTransfer | null} */ data, /** @type {number | null} */ pos) {
        if (this.options.readOnly) {
            return false;
        }
        event.preventDefault();
        const text = oneOf(data?.getData("text/plain") || wordsOf(data?.getData("text/html") ?? ""));
        if (text) {
            const { tr } = this.view.state;
            if (pos !== null) {
                tr.setSelection(TextSelection.near(tr.doc.resolve(pos)));
            }
            const change = createLine.canShow(text) ? tr.replaceSelection(new Slice(readLine(text, this.isField).content, 1, 1)) : tr.insertText(text);
            this.view.dispatch(change.scrollIntoView().setMeta("paste", true));
        }
        return true;
    }
}

/** Lines as one. */
function oneOf(/** @type {string} */ text) {
    const lines = text.split(/[\r\n\u2028\u2029]+/).filter(line => line.trim());
    return lines.length > 1 ? lines.map(line => line.trim()).join(" ") : lines[0] ?? "";
}

function wordsOf(/** @type {string} */ html) {
    return fromHtml(html, () => false).blocks.map(block => block.textBetween(0, block.content.size, "\n", "\n")).join("\n");
}
