// What a content is made of. What is allowed in a mail and has no tool here is kept as it was written: as a mark, if it stands
// around words of a line, or as a block or a piece of a line that is shown, but not written in.

import { Schema } from "../lib/prosemirror-model.js";
import { attribute } from "./syntax.js";

/** How attributes are shown to the browser: never as they are. */
const shown = (/** @type {Record<string, any>} */ attributes) => ({ "data-pe": JSON.stringify(attributes) });

/** Attributes that a copy within the editor brings back. */
const copied = (/** @type {string} */ tag) => [{
    tag: tag + "[data-pe]",
    getAttrs: (/** @type {HTMLElement} */ element) => {
        try {
            return JSON.parse(element.getAttribute("data-pe") ?? "");
        } catch {
            return false;
        }
    },
}];

const attributes = { attributes: { default: "", validate: "string" } };
const condition = { field: { validate: "string" }, inverted: { default: false, validate: "boolean" } };

export const schema = new Schema({
    nodes: {
        doc: { content: "block+" },
        paragraph: {
            // `tagged`: in an item of a list it has tags of its own.
            attrs: { kind: { default: "", validate: "string" }, tagged: { default: false, validate: "boolean" }, ...attributes },
            content: "inline*",
            group: "block",
            parseDOM: [...copied("p"), { tag: "p" }],
            toDOM: node => ["p", { class: node.attrs.kind || null, dir: "auto", ...shown(node.attrs) }, 0],
        },
        heading: {
            attrs: { level: { default: 2, validate: "number" }, ...attributes },
            content: "inline*",
            group: "block",
            defining: true,
            parseDOM: [1, 2, 3, 4, 5, 6].flatMap(level => copied("h" + level)),
            toDOM: node => ["h" + node.attrs.level, { dir: "auto", ...shown(node.attrs) }, 0],
        },
        quote: {
            attrs: attributes,
            content: "block+",
            group: "block",
            defining: true,
            parseDOM: copied("blockquote"),
            toDOM: node => ["blockquote", shown(node.attrs), 0],
        },
        bulletList: {
            attrs: attributes,
            content: "entry+",
            group: "block list",
            parseDOM: copied("ul"),
            toDOM: node => ["ul", shown(node.attrs), 0],
        },
        orderedList: {
            attrs: attributes,
            content: "entry+",
            group: "block list",
            parseDOM: copied("ol"),
            toDOM: node => ["ol", shown(node.attrs), 0],
        },
        listItem: {
            attrs: attributes,
            content: "paragraph block*",
            group: "entry",
            defining: true,
            parseDOM: copied("li"),
            toDOM: node => ["li", shown(node.attrs), 0],
        },
        /** Blocks that stand there if a field has a value, or if it has none. */
        condition: {
            attrs: condition,
            content: "block+",
            group: "block",
            defining: true,
            parseDOM: copied("div"),
            toDOM: node => ["div", shown(node.attrs), 0],
        },
        /** The same for items of a list; of a field with several values, once for each. */
        itemCondition: {
            attrs: condition,
            content: "entry+",
            group: "entry",
            defining: true,
            parseDOM: copied("section"),
            toDOM: node => ["section", shown(node.attrs), 0],
        },
        htmlBlock: {
            attrs: { raw: { validate: "string" }, text: { default: "", validate: "string" } },
            group: "block",
            atom: true,
            draggable: true,
            parseDOM: copied("pre"),
            toDOM: node => ["pre", shown(node.attrs), node.attrs.text],
        },
        text: { group: "inline" },
        field: {
            attrs: { name: { validate: "string" }, fallback: { default: null, validate: "string|null" } },
            group: "inline",
            inline: true,
            atom: true,
            draggable: true,
            parseDOM: copied("data"),
            toDOM: node => ["data", shown(node.attrs), `{{${node.attrs.name}}}`],
        },
        /** Words that stand there if a field has a value, or if it has none. */
        words: {
            attrs: condition,
            content: "inline*",
            group: "inline",
            inline: true,
            parseDOM: copied("span"),
            toDOM: node => ["span", shown(node.attrs), 0],
        },
        lineBreak: {
            group: "inline",
            inline: true,
            selectable: false,
            linebreakReplacement: true,
            parseDOM: [{ tag: "br" }],
            toDOM: () => ["br"],
        },
        htmlPiece: {
            attrs: { raw: { validate: "string" }, text: { default: "", validate: "string" } },
            group: "inline",
            inline: true,
            atom: true,
            draggable: true,
            parseDOM: copied("samp"),
            toDOM: node => ["samp", shown(node.attrs), node.attrs.text],
        },
    },
    marks: {
        link: {
            attrs: attributes,
            inclusive: false,
            parseDOM: copied("a"),
            toDOM: mark => ["a", shown(mark.attrs), 0],
        },
        strong: {
            attrs: { tag: { default: "strong", validate: "string" }, ...attributes },
            parseDOM: copied("strong"),
            toDOM: mark => ["strong", shown(mark.attrs), 0],
        },
        em: {
            attrs: { tag: { default: "em", validate: "string" }, ...attributes },
            parseDOM: copied("em"),
            toDOM: mark => ["em", shown(mark.attrs), 0],
        },
        code: {
            attrs: attributes,
            parseDOM: copied("code"),
            toDOM: mark => ["code", shown(mark.attrs), 0],
        },
        other: {
            attrs: { tag: { validate: "string" }, ...attributes },
            excludes: "",
            parseDOM: copied("u"),
            toDOM: mark => ["u", { class: "other", ...shown(mark.attrs) }, 0],
        },
    },
});

/** Where a link leads, as it is written: an address, or a field. */
export function address(/** @type {import("../lib/prosemirror-model.js").Mark} */ link) {
    return attribute(link.attrs.attributes, "href") ?? "";
}

/** Whether a link is shown as a button. */
export function isButton(/** @type {import("../lib/prosemirror-model.js").Mark} */ link) {
    return (attribute(link.attrs.attributes, "class") ?? "").split(/\s+/).includes("button");
}
