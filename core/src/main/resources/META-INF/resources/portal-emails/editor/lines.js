// Makes a document of one line of a stored text, such as a subject, and writes it again. Nothing in it is HTML.

import { CannotShow } from "./reading.js";
import { schema } from "./schema.js";
import { tokens } from "./syntax.js";

/** @typedef {import("./syntax.js").Token} Token */
/** @typedef {import("../lib/prosemirror-model.js").Node} Node */

const INLINE = ["text", "field", "words"];

/**
 * @param {string} source
 * @param {(name: string) => boolean} isField whether there is a field of that name; other names stay words
 * @returns {Node}
 * @throws {CannotShow}
 */
export function readLine(source, isField) {
    if (/[\r\n]/.test(source)) {
        throw new CannotShow("line");
    }
    const reader = new LineReader(tokens(source, "subject"), isField);
    const content = reader.content();
    if (reader.next) {
        throw new CannotShow(reader.next.text);
    }
    return schema.node("doc", null, schema.node("paragraph", null, content));
}

class LineReader {
    constructor(/** @type {Token[]} */ all, /** @type {(name: string) => boolean} */ isField) {
        this.all = all;
        this.isField = isField;
        this.at = 0;
    }

    /** @returns {Token | undefined} */
    get next() {
        return this.all[this.at];
    }

    /** Up to the end of the section around. @returns {Node[]} */
    content() {
        /** @type {Node[]} */
        const found = [];
        for (let token = this.next; token && token.type !== "end"; token = this.next) {
            const { type, name = "", text } = token;
            if (type === "opaque") {
                throw new CannotShow(text);
            }
            if (type === "begin") {
                found.push(this.section());
            } else {
                this.at++;
                found.push(type === "field" && this.isField(name) ? schema.node("field", { name }) : schema.text(text));
            }
        }
        return found;
    }

    /** Words that depend on a field; or a field with what is written where it has no value. */
    section() {
        const { name = "", inverted } = /** @type {Token} */ (this.next);
        this.at++;
        const content = this.content();
        if (this.next?.name !== name || !content.length) {
            throw new CannotShow(name);
        }
        this.at++;
        if (!inverted && content.length === 1 && content[0].type === schema.nodes.field && content[0].attrs.name === name) {
            const [begin, text, end] = this.all.slice(this.at, this.at + 3);
            if (begin?.type === "begin" && begin.inverted && begin.name === name && text?.type === "text" && end?.type === "end" && end.name === name) {
                this.at += 3;
                return schema.node("field", { name, fallback: text.text });
            }
        }
        return schema.node("words", { field: name, inverted }, content);
    }
}

/** @returns {string} */
export function writeLine(/** @type {import("../lib/prosemirror-model.js").Fragment} */ content) {
    let out = "";
    content.forEach(node => {
        const { name, fallback, field, inverted } = node.attrs;
        if (node.isText) {
            out += node.text;
        } else if (node.type === schema.nodes.field) {
            out += fallback === null ? `{{${name}}}` : `{{#${name}}}{{${name}}}{{/${name}}}{{^${name}}}${fallback}{{/${name}}}`;
        } else {
            out += `{{${inverted ? "^" : "#"}${field}}}${writeLine(node.content)}{{/${field}}}`;
        }
    });
    return out;
}

/** Whether a document is a line. */
export function isLine(/** @type {Node} */ doc) {
    let line = doc.childCount === 1 && doc.firstChild?.type === schema.nodes.paragraph;
    doc.firstChild?.descendants(node => {
        line &&= INLINE.includes(node.type.name) && !node.marks.length;
    });
    return line;
}
