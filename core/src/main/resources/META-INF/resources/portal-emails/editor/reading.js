// Makes a document of a stored text.

import { Fragment, Mark } from "../lib/prosemirror-model.js";
import { schema } from "./schema.js";
import { decode, tokens } from "./syntax.js";
import { ALLOWED, PHRASES, VOID } from "./vocabulary.js";

/** @typedef {import("./syntax.js").Token} Token */
/** @typedef {import("../lib/prosemirror-model.js").Node} Node */

/**
 * What a part of a document was made of, so that it is written again as it was.
 *
 * @typedef {{before: string, text: string, start: number, end: number, inItem: boolean}} Origin `before`: the blanks between it and
 * what is before it; `inItem`: it stood in an item of a list, where words need no paragraph
 */

/** The text has an order that the editor cannot show: sections that cross elements, say. */
export class CannotShow extends Error {}

const TEXT_KIND = /^\s+class\s*=\s*(?:"(note|code)"|'(note|code)'|(note|code))\s*$/i;

/**
 * @param {string} source
 * @param {(name: string) => boolean} isField whether there is a field of that name; other names stay words
 * @param {WeakMap<Node, Origin>} [origins] is told what each block was made of
 * @returns {Node}
 * @throws {CannotShow}
 */
export function read(source, isField, origins = new WeakMap()) {
    const reader = new Reader(source, isField, origins);
    const blocks = reader.children(() => reader.block(), 0);
    if (reader.next) {
        throw new CannotShow(reader.next.text);
    }
    return schema.node("doc", null, blocks.length ? blocks : [schema.node("paragraph")]);
}

class Reader {
    constructor(/** @type {string} */ source, /** @type {(name: string) => boolean} */ isField, /** @type {WeakMap<Node, Origin>} */ origins) {
        this.source = source;
        this.isField = isField;
        this.origins = origins;
        this.tokens = tokens(source);
        this.at = 0;
        /** Whether what is read stands in an item of a list. */
        this.inItem = false;
    }

    /** @returns {Token | undefined} */
    get next() {
        return this.tokens[this.at];
    }

    /** Where the last token ended. */
    get reached() {
        return this.at > 0 ? this.tokens[this.at - 1].end : 0;
    }

    /** @returns {Token} */
    take(/** @type {Token["type"]} */ type, /** @type {string} */ name) {
        const token = this.next;
        if (token?.type !== type || token.name !== name) {
            throw new CannotShow(name);
        }
        this.at++;
        return token;
    }

    skipBlanks() {
        while (this.next?.type === "text" && !this.next.text.trim()) {
            this.at++;
        }
    }

    /** Blocks, or items of a list, up to what ends the element around them. */
    children(/** @type {() => Node} */ one, /** @type {number} */ from, /** @type {string} */ endedBy = "") {
        const found = [];
        for (;;) {
            this.skipBlanks();
            const token = this.next;
            if (!token || token.type === "close" || token.type === "end" || token.type === "open" && token.name === endedBy) {
                return found;
            }
            const node = one();
            const blanks = this.source.slice(from, token.start);
            this.origins.set(node, {
                before: blanks.trim() ? "" : blanks,
                text: this.source.slice(token.start, this.reached),
                start: token.start,
                end: this.reached,
                inItem: this.inItem,
            });
            from = this.reached;
            found.push(node);
        }
    }

    /** @returns {Node} */
    block() {
        const token = /** @type {Token} */ (this.next);
        if (token.type === "opaque") {
            return this.opaque();
        }
        if (token.type === "begin" && this.isOfBlocks(this.at)) {
            return this.condition("condition", () => this.block());
        }
        if (token.type !== "open" || isPhrase(token)) {
            return this.line();
        }
        const before = this.at;
        try {
            return this.element(token);
        } catch (problem) {
            if (!(problem instanceof CannotShow)) {
                throw problem;
            }
            this.at = before;
            return this.opaque();
        }
    }

    /** @returns {Node} */
    element(/** @type {Token} */ { name = "", attributes = "" }) {
        if (/^h[1-6]$/.test(name)) {
            this.at++;
            const content = this.content();
            this.take("close", name);
            return schema.node("heading", { level: Number(name[1]), attributes }, content);
        }
        switch (name) {
            case "p":
                return this.paragraph();
            case "ul":
            case "ol": {
                const open = this.take("open", name);
                const items = this.children(() => this.entry(), open.end);
                this.take("close", name);
                return checked(schema.node(name === "ul" ? "bulletList" : "orderedList", { attributes }, items));
            }
            case "blockquote": {
                const open = this.take("open", name);
                const blocks = this.children(() => this.block(), open.end);
                this.take("close", name);
                return checked(schema.node("quote", { attributes }, blocks));
            }
            default:
                return this.opaque();
        }
    }

    paragraph() {
        const { attributes = "" } = this.take("open", "p");
        const content = this.content();
        if (this.next?.type === "close" && this.next.name === "p") {
            this.at++;
        }
        const kind = TEXT_KIND.exec(attributes);
        return kind
            ? schema.node("paragraph", { kind: (kind[1] ?? kind[2] ?? kind[3]).toLowerCase(), tagged: this.inItem }, content)
            : schema.node("paragraph", { attributes, tagged: this.inItem }, content);
    }

    /** Words without a paragraph around them. */
    line() {
        const before = this.at;
        const content = this.content();
        if (this.at === before) {
            throw new CannotShow(this.next?.text);
        }
        return schema.node("paragraph", null, content);
    }

    /** An item of a list, or items that depend on a field. */
    entry() {
        const token = /** @type {Token} */ (this.next);
        if (token.type === "begin") {
            return this.condition("itemCondition", () => this.entry());
        }
        const { end, attributes } = this.take("open", "li");
        const around = this.inItem;
        this.inItem = true;
        const blocks = this.children(() => this.block(), end, "li");
        this.inItem = around;
        if (this.next?.type === "close" && this.next.name === "li") {
            this.at++;
        }
        if (!blocks.length) {
            blocks.push(schema.node("paragraph"));
        }
        return checked(schema.node("listItem", { attributes }, blocks));
    }

    condition(/** @type {string} */ type, /** @type {() => Node} */ one) {
        const { name = "", inverted, end } = /** @type {Token} */ (this.next);
        this.at++;
        const content = this.children(one, end);
        this.take("end", name);
        return checked(schema.node(type, { field: name, inverted }, content));
    }

    /** An element, or a comment, as it is written. */
    opaque() {
        const first = /** @type {Token} */ (this.next);
        const end = this.endOf(this.at);
        const part = this.tokens.slice(this.at, end);
        this.at = end;
        return schema.node("htmlBlock", {
            raw: this.source.slice(first.start, this.reached),
            text: visible(part),
        });
    }

    /** The index behind an element, in which elements of its name and sections are whole. */
    endOf(/** @type {number} */ from) {
        const { type, name = "" } = this.tokens[from];
        if (type !== "open" || VOID.has(name)) {
            return from + 1;
        }
        const sections = [];
        let depth = 0;
        for (let i = from; i < this.tokens.length; i++) {
            const token = this.tokens[i];
            if (token.type === "begin") {
                sections.push(token.name);
            } else if (token.type === "end" && sections.pop() !== token.name) {
                break;
            } else if (token.name === name && token.type === "open") {
                depth++;
            } else if (token.name === name && token.type === "close" && --depth === 0) {
                if (sections.length) {
                    break;
                }
                return i + 1;
            }
        }
        throw new CannotShow(name);
    }

    /** The index of the tag that ends a section. */
    endOfSection(/** @type {number} */ from) {
        let depth = 0;
        for (let i = from; i < this.tokens.length; i++) {
            depth += this.tokens[i].type === "begin" ? 1 : this.tokens[i].type === "end" ? -1 : 0;
            if (depth === 0) {
                return i;
            }
        }
        throw new CannotShow(this.tokens[from].name);
    }

    /** Whether a section holds blocks, or stands alone between blocks. */
    isOfBlocks(/** @type {number} */ from) {
        const end = this.endOfSection(from);
        if (this.tokens.slice(from, end).some(isBlockTag)) {
            return true;
        }
        const behind = this.tokens[end + 1];
        return Boolean(this.tokens[from].alone) || !behind || behind.type === "close" || behind.type === "end" || isBlockTag(behind);
    }

    /** What stands in one line, without the blanks that nobody sees. */
    content() {
        return Fragment.fromArray(tidy(this.inline()));
    }

    /** @returns {Node[]} */
    inline(marks = Mark.none) {
        /** @type {Node[]} */
        const found = [];
        for (let token = this.next; token; token = this.next) {
            const name = token.name ?? "";
            if (token.type === "text" || token.type === "field" && name !== "." && !this.isField(name)) {
                this.at++;
                const text = decode(token.text).replace(/[ \t\r\n\f]+/g, " ");
                if (text) {
                    found.push(schema.text(text, marks));
                }
            } else if (token.type === "field") {
                this.at++;
                found.push(schema.node("field", { name }, null, marks));
            } else if (token.type === "begin" && !this.tokens.slice(this.at, this.endOfSection(this.at)).some(isBlockTag)) {
                found.push(this.section(marks));
            } else if (token.type === "opaque" && token.name !== "style" && token.name !== "title") {
                this.at++;
                found.push(this.piece(token.text, "", marks));
            } else if (token.type === "open" && isPhrase(token)) {
                found.push(...this.phrase(token, marks));
            } else {
                return found;
            }
        }
        return found;
    }

    /** @returns {Node[]} */
    phrase(/** @type {Token} */ token, /** @type {readonly Mark[]} */ marks) {
        const { name = "", attributes = "" } = token;
        this.at++;
        if (name === "br" && !attributes.replace("/", "").trim()) {
            return [schema.node("lineBreak", null, null, marks)];
        }
        if (VOID.has(name)) {
            return [this.piece(token.text, (/\salt\s*=\s*["']([^"']*)/i.exec(attributes) ?? [])[1] ?? "", marks)];
        }
        const content = this.inline(markOf(name, attributes).addToSet(marks));
        this.take("close", name);
        return content.length ? content : [this.piece(this.source.slice(token.start, this.reached), "", marks)];
    }

    piece(/** @type {string} */ raw, /** @type {string} */ text, /** @type {readonly Mark[]} */ marks) {
        return schema.node("htmlPiece", { raw, text: decode(text) }, null, marks);
    }

    /** Words that depend on a field; or a field with what is written where it has no value. */
    section(/** @type {readonly Mark[]} */ marks) {
        const { name = "", inverted } = /** @type {Token} */ (this.next);
        this.at++;
        const content = this.inline();
        this.take("end", name);
        if (!inverted && content.length === 1 && content[0].type.name === "field" && content[0].attrs.name === name
            && !content[0].marks.length && this.isField(name)) {
            const before = this.at;
            const [begin, text, end] = this.tokens.slice(before, before + 3);
            if (begin?.type === "begin" && begin.inverted && begin.name === name && text?.type === "text" && end?.type === "end") {
                this.at += 3;
                return schema.node("field", { name, fallback: decode(text.text).replace(/\s+/g, " ") }, null, marks);
            }
        }
        return schema.node("words", { field: name, inverted }, tidy(content, false), marks);
    }
}

/** @returns {Mark} */
function markOf(/** @type {string} */ name, /** @type {string} */ attributes) {
    switch (name) {
        case "a":
            return schema.mark("link", { attributes });
        case "strong":
        case "b":
            return schema.mark("strong", { tag: name, attributes });
        case "em":
        case "i":
            return schema.mark("em", { tag: name, attributes });
        case "code":
            return schema.mark("code", { attributes });
        default:
            return schema.mark("other", { tag: name, attributes });
    }
}

/** An element within a line; what a mail does not know is left out of it, and ends no paragraph either. */
function isPhrase(/** @type {Token} */ { name = "" }) {
    return PHRASES.has(name) || !ALLOWED.has(name);
}

function isBlockTag(/** @type {Token} */ token) {
    return (token.type === "open" || token.type === "close") && !isPhrase(token)
        || token.type === "opaque" && (token.name === "style" || token.name === "title");
}

/** Refuses what the schema does not hold, so that it is kept as it is written. */
function checked(/** @type {Node} */ node) {
    try {
        node.check();
    } catch {
        throw new CannotShow(node.type.name);
    }
    return node;
}

/** Blanks that a browser would not show are left out: the second of two, and those at the edges. */
function tidy(/** @type {Node[]} */ nodes, wholeLine = true, state = { blank: wholeLine }) {
    /** @type {Node[]} */
    const out = [];
    for (const node of nodes) {
        if (node.isText) {
            const text = state.blank ? (node.text ?? "").replace(/^ /, "") : node.text ?? "";
            if (text) {
                state.blank = text.endsWith(" ");
                out.push(schema.text(text, node.marks));
            }
        } else {
            state.blank = node.type.name === "lineBreak";
            out.push(node);
        }
    }
    const last = out[out.length - 1];
    if (wholeLine && last?.isText && last.text?.endsWith(" ")) {
        out.pop();
        if (last.text !== " ") {
            out.push(schema.text(last.text.slice(0, -1), last.marks));
        }
    }
    return out;
}

/** The words of a piece of HTML. */
function visible(/** @type {Token[]} */ part) {
    return part
        .map(token => token.type === "text" ? decode(token.text) : token.type === "field" ? token.text
            : token.name === "title" ? decode(token.text.replace(/<[^>]*>/g, "")) : isBlockTag(token) || token.name === "br" ? "\n" : "")
        .join("")
        .replace(/[ \t\r\n\f]*\n[ \t\r\n\f]*/g, "\n")
        .replace(/[ \t\f]+/g, " ")
        .trim();
}
