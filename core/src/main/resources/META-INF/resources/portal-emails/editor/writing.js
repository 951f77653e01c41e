// Writes a document as the text that is stored. What nobody changed is written as it was.

import { encode } from "./syntax.js";

/** @typedef {import("../lib/prosemirror-model.js").Node} Node */
/** @typedef {import("../lib/prosemirror-model.js").Fragment} Fragment */
/** @typedef {import("./reading.js").Origin} Origin */

/**
 * @param {Node} doc
 * @param {WeakMap<Node, Origin>} [origins] what its blocks were made of
 * @returns {string}
 */
export function write(doc, origins = new WeakMap()) {
    return new Writer(origins).blocks(doc, "");
}

class Writer {
    constructor(/** @type {WeakMap<Node, Origin>} */ origins) {
        this.origins = origins;
    }

    /** The children of a node, one a line; `first` is what stands before the first of them. */
    blocks(/** @type {Node} */ parent, /** @type {string} */ first) {
        let out = "";
        let knownBefore = true;
        let any = false;
        parent.forEach(child => {
            const origin = this.originOf(child, parent);
            if (!origin && isEmpty(child)) {
                return;
            }
            const asBefore = origin && (any ? knownBefore || origin.before.includes("\n")
                : !first && (origin.inItem || origin.start === origin.before.length));
            out += asBefore ? origin.before : any ? "\n" : first;
            out += origin ? origin.text : this.block(child, parent);
            knownBefore = Boolean(origin);
            any = true;
        });
        return out;
    }

    /** What a block was made of, unless words were moved into a list or out of it. */
    originOf(/** @type {Node} */ node, /** @type {Node} */ parent) {
        const origin = this.origins.get(node);
        return origin && (!node.isTextblock || origin.inItem === (parent.type.name === "listItem")) ? origin : undefined;
    }

    block(/** @type {Node} */ node, /** @type {Node} */ parent) {
        const { attributes, field, inverted, raw } = node.attrs;
        switch (node.type.name) {
            case "paragraph":
                return isBare(node, parent) ? line(node.content) : `<p${kind(node) + attributes}>${line(node.content)}</p>`;
            case "heading":
                return `<h${node.attrs.level}${attributes}>${line(node.content)}</h${node.attrs.level}>`;
            case "quote":
                return `<blockquote${attributes}>${this.blocks(node, "\n")}\n</blockquote>`;
            case "bulletList":
                return `<ul${attributes}>${this.blocks(node, "\n")}\n</ul>`;
            case "orderedList":
                return `<ol${attributes}>${this.blocks(node, "\n")}\n</ol>`;
            case "listItem":
                return `<li${attributes}>${this.blocks(node, "")}${node.childCount > 1 ? "\n" : ""}</li>`;
            case "condition":
            case "itemCondition":
                return `{{${inverted ? "^" : "#"}${field}}}${this.blocks(node, "\n")}\n{{/${field}}}`;
            default:
                return raw;
        }
    }
}

function kind(/** @type {Node} */ paragraph) {
    return paragraph.attrs.kind ? ` class="${paragraph.attrs.kind}"` : "";
}

/** The first words of an item of a list need no paragraph around them. */
function isBare(/** @type {Node} */ node, /** @type {Node} */ parent) {
    return parent.type.name === "listItem" && parent.firstChild === node && !node.attrs.tagged && !node.attrs.kind && !node.attrs.attributes
        && (parent.childCount === 1 || parent.child(1).type.name !== "paragraph");
}

/** Whether nobody would see it. */
function isEmpty(/** @type {Node} */ node) {
    if (node.isTextblock || node.type.name === "words") {
        return !line(node.content);
    }
    let empty = !node.isLeaf && node.type.name !== "itemCondition" && node.type.name !== "listItem";
    node.forEach(child => {
        empty &&= isEmpty(child);
    });
    return empty;
}

function line(/** @type {Fragment} */ content) {
    return inline(content, new Set()).replace(/^ +| +$/g, "");
}

function inline(/** @type {Fragment} */ content, /** @type {Set<string>} */ around) {
    let out = "";
    /** @type {import("../lib/prosemirror-model.js").Mark[]} */
    let open = [];
    const close = (/** @type {number} */ keep) => {
        while (open.length > keep) {
            out += `</${tag(/** @type {any} */ (open.pop()))}>`;
        }
    };
    content.forEach(node => {
        const marks = node.marks.filter(mark => mark.type.name === "other" || !around.has(mark.type.name));
        let keep = 0;
        while (keep < open.length && keep < marks.length && open[keep].eq(marks[keep])) {
            keep++;
        }
        close(keep);
        for (const mark of marks.slice(keep)) {
            out += `<${tag(mark)}${mark.attrs.attributes}>`;
            open.push(mark);
        }
        out += piece(node, new Set([...around, ...open.map(mark => mark.type.name)]));
    });
    close(0);
    return out;
}

function tag(/** @type {import("../lib/prosemirror-model.js").Mark} */ mark) {
    return mark.type.name === "link" ? "a" : mark.attrs.tag ?? mark.type.name;
}

function piece(/** @type {Node} */ node, /** @type {Set<string>} */ around) {
    const { name, fallback, field, inverted, raw } = node.attrs;
    switch (node.type.name) {
        case "text":
            return encode(node.text ?? "");
        case "field":
            return fallback === null
                ? `{{${name}}}`
                : `{{#${name}}}{{${name}}}{{/${name}}}{{^${name}}}${encode(fallback)}{{/${name}}}`;
        case "words":
            return node.childCount ? `{{${inverted ? "^" : "#"}${field}}}${inline(node.content, around)}{{/${field}}}` : "";
        case "lineBreak":
            return "<br>";
        default:
            return raw;
    }
}
