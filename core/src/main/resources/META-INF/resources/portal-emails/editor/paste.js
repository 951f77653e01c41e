// What is pasted from Word, Outlook, Google Docs, Excel or a page: its paragraphs, lists, bold and italic words and links.
// It is read as text, never given to the browser as it is: styles in it would break the content policy.

import { schema } from "./schema.js";
import { attribute, decode, encodeAttribute, tokens } from "./syntax.js";
import { addressOf } from "./links.js";
import { ALLOWED, PHRASES, VOID } from "./vocabulary.js";

/** @typedef {import("../lib/prosemirror-model.js").Node} Node */

/**
 * An element that was pasted, or a text.
 *
 * @typedef {{name: string, attributes: string, style: string, children: Pasted[], text: string}} Pasted
 */

/** How Word marks the sign before an item. */
const IGNORED = "mso-list:ignore";

/** @typedef {{fonts: number, images: number, tables: number, links: number, others: number}} Dropped */

/** @type {Dropped} */
export const NOTHING_DROPPED = Object.freeze({ fonts: 0, images: 0, tables: 0, links: 0, others: 0 });

/**
 * @param {string} html
 * @param {(name: string) => boolean} isField
 * @returns {{blocks: Node[], dropped: Dropped}}
 */
export function fromHtml(html, isField) {
    const builder = new Builder(isField);
    builder.walk(tree(html), NOTHING);
    builder.flush();
    return { blocks: withLists(builder.blocks), dropped: builder.dropped };
}

/** What was copied in an editor, with the attributes that an editor writes and no others: a page can give itself out for one. */
export function ofEditor(/** @type {string} */ html) {
    return tokens(html, "html").map(({ type, name, attributes = "", text }) => {
        const kept = ["data-pe", "data-pm-slice"].map(key => {
            const value = attribute(attributes, key);
            return value === null ? "" : ` ${key}="${encodeAttribute(value)}"`;
        });
        return type === "open" ? `<${name}${kept.join("")}>` : type === "opaque" ? "" : text;
    }).join("");
}

/**
 * A blank line ends a paragraph, a line end stays one.
 *
 * @param {string} text
 * @param {(name: string) => boolean} isField
 * @returns {Node[]}
 */
export function fromText(text, isField) {
    return text.replace(/\r\n?/g, "\n").split(/\n\s*\n/).filter(part => part.trim()).map(part => {
        /** @type {Node[]} */
        const line = [];
        part.replace(/^\n+|\n+$/g, "").split("\n").forEach((words, i) => {
            if (i) {
                line.push(schema.node("lineBreak"));
            }
            line.push(...withFields(words, [], isField));
        });
        return schema.node("paragraph", null, line);
    });
}

/** Text in which known fields are fields. @returns {Node[]} */
function withFields(/** @type {string} */ text, /** @type {readonly any[]} */ marks, /** @type {(name: string) => boolean} */ isField) {
    return text.split(/(\{\{\s*[A-Za-z]\w*\s*\}\})/).filter(Boolean).map(part => {
        const name = /^\{\{\s*(\w+)\s*\}\}$/.exec(part)?.[1];
        return name && isField(name) ? schema.node("field", { name }, null, marks) : schema.text(part, marks);
    });
}

/** Elements in each other; what does not end is ended, as browsers do. */
function tree(/** @type {string} */ html) {
    const make = (/** @type {string} */ name, attributes = "", text = "") =>
        ({ name, attributes, style: (attribute(attributes, "style") ?? "").toLowerCase().replace(/\s*:\s*/g, ":"), children: [], text });
    /** @type {Pasted} */
    const root = make("");
    const open = [root];
    const isOpen = (/** @type {string} */ name, /** @type {string[]} */ within) => {
        const at = open.findLastIndex(one => one.name === name);
        return at > open.findLastIndex(one => within.includes(one.name)) ? at : -1;
    };
    // Word writes the sign of an item between marks of its own.
    let sign = false;
    for (const token of tokens(html, "html")) {
        const name = token.name ?? "";
        const parent = open[open.length - 1];
        if (token.type === "text") {
            const text = make("#text", "", decode(token.text));
            parent.children.push(sign ? { ...text, style: IGNORED } : text);
        } else if (token.type === "opaque") {
            sign = token.text.includes("!supportLists") || sign && !token.text.includes("endif");
        } else if (token.type === "open") {
            const ended = name === "li" ? isOpen("li", ["ul", "ol"]) : name === "tr" ? isOpen("tr", ["table"])
                : name === "td" || name === "th" ? Math.max(isOpen("td", ["tr", "table"]), isOpen("th", ["tr", "table"]))
                : isBlock(name) ? isOpen("p", ["li", "td", "th", "div", "table"]) : -1;
            if (ended > 0) {
                open.length = ended;
            }
            const child = make(name, token.attributes);
            open[open.length - 1].children.push(child);
            if (!VOID.has(name) && !token.attributes?.endsWith("/")) {
                open.push(child);
            }
        } else if (token.type === "close") {
            const at = open.findLastIndex(one => one.name === name);
            if (at > 0) {
                open.length = at;
            }
        }
    }
    return root;
}

/** Elements of a line end no paragraph, and neither do those that only one program knows, such as `o:p`. */
function isBlock(/** @type {string} */ name) {
    return ALLOWED.has(name) && !PHRASES.has(name) || name === "form" || name === "fieldset";
}

/** @typedef {{bold: boolean, italic: boolean, href: string | null, heading: number, list: {level: number, ordered: boolean} | null}} Looks */

/** @type {Looks} */
const NOTHING = { bold: false, italic: false, href: null, heading: 0, list: null };

/** A block, and the item of a list that it is. @typedef {{node: Node, list: Looks["list"], first: boolean}} Block */

class Builder {
    constructor(/** @type {(name: string) => boolean} */ isField) {
        this.isField = isField;
        /** @type {Block[]} */
        this.blocks = [];
        /** @type {Node[]} */
        this.line = [];
        /** @type {Looks} */
        this.looks = NOTHING;
        /** Whether the next line begins an item. */
        this.newItem = false;
        /** @type {Dropped} */
        this.dropped = { ...NOTHING_DROPPED };
        this.level = 0;
    }

    walk(/** @type {Pasted} */ pasted, /** @type {Looks} */ looks) {
        const onlyElements = /^(?:table|thead|tbody|tfoot|tr|ul|ol)$/.test(pasted.name);
        for (const child of pasted.children) {
            if (!onlyElements || child.name !== "#text" || child.text.trim()) {
                this.one(child, looks);
            }
        }
    }

    one(/** @type {Pasted} */ element, /** @type {Looks} */ around) {
        const { name, style } = element;
        if (style.includes(IGNORED)) {
            return;
        }
        if (name === "#text") {
            this.text(element.text, around);
            return;
        }
        if (/(?:^|;)\s*(?:display:\s*none|mso-hide:\s*all)/.test(style)) {
            return;
        }
        const looks = this.looksOf(element, around);
        switch (name) {
            case "br":
                if (this.line[this.line.length - 1]?.type.name === "lineBreak") {
                    this.flush();
                } else if (this.line.length) {
                    this.line.push(schema.node("lineBreak"));
                }
                return;
            case "img":
                this.dropped.images++;
                return;
            case "head":
            case "meta":
            case "link":
                return;
            case "ul":
            case "ol":
                this.flush();
                this.level++;
                this.walk(element, { ...looks, list: { level: this.level, ordered: name === "ol" } });
                this.flush();
                this.level--;
                return;
            case "li":
                this.flush();
                this.newItem = true;
                this.walk(element, { ...looks, list: looks.list ?? { level: 1, ordered: false } });
                this.flush();
                this.newItem = false;
                return;
            case "table":
                this.dropped.tables++;
                break;
            case "td":
            case "th":
                if (this.line.length) {
                    this.line.push(schema.text(" – "));
                }
                this.cell(element, looks);
                return;
            case "input":
            case "button":
            case "select":
            case "svg":
            case "video":
            case "object":
                this.dropped.others++;
                break;
        }
        if (!isBlock(name)) {
            this.walk(element, looks);
            return;
        }
        this.flush();
        const ofWord = /mso-list:\s*l\d+\s+level(\d+)/.exec(style);
        if (ofWord) {
            this.newItem = true;
            const sign = ignored(element).trim();
            this.walk(element, { ...looks, list: { level: Number(ofWord[1]), ordered: /^\(?[\p{L}\d]+[.)]/u.test(sign) && sign !== "o" } });
        } else {
            this.walk(element, looks);
        }
        this.flush();
        if (ofWord) {
            this.newItem = false;
        }
    }

    /** What stands in a cell becomes words of the line that is its row. */
    cell(/** @type {Pasted} */ element, /** @type {Looks} */ looks) {
        for (const child of element.children) {
            if (isBlock(child.name) && child.name !== "table") {
                if (this.line.length && !/ $/.test(this.line[this.line.length - 1].text ?? "")) {
                    this.line.push(schema.text(" "));
                }
                this.cell(child, this.looksOf(child, looks));
            } else {
                this.one(child, looks);
            }
        }
    }

    /** @returns {Looks} */
    looksOf(/** @type {Pasted} */ { name, attributes, style }, /** @type {Looks} */ around) {
        const looks = { ...around };
        const weight = /(?:^|;)\s*font-weight:\s*(\w+)/.exec(style)?.[1];
        const slant = /(?:^|;)\s*font-style:\s*(\w+)/.exec(style)?.[1];
        if (/^h[1-6]$/.test(name)) {
            looks.heading = name === "h1" || name === "h2" ? 2 : 3;
        } else if (name === "b" || name === "strong" || name === "th") {
            looks.bold = true;
        } else if (name === "i" || name === "em") {
            looks.italic = true;
        }
        if (weight && /^(?:bold|bolder|normal|lighter|\d+)$/.test(weight) && !looks.heading) {
            looks.bold = weight.startsWith("bold") || Number(weight) >= 600;
        }
        if (slant && /^(?:italic|oblique|normal)$/.test(slant)) {
            looks.italic = slant !== "normal";
        }
        if (/(?:^|;)\s*(?:color|background|background-color|font-family|font-size|text-decoration):/.test(style) || name === "font"
            || name === "u" || name === "s") {
            this.dropped.fonts++;
        }
        const href = name === "a" ? attribute(attributes, "href") : null;
        if (href && !href.startsWith("#")) {
            looks.href = /^(?:https|mailto|tel):/i.test(href) ? addressOf(href) : null;
            this.dropped.links += looks.href ? 0 : 1;
        }
        return looks;
    }

    text(/** @type {string} */ text, /** @type {Looks} */ looks) {
        const last = this.line[this.line.length - 1];
        const begins = !last || last.type.name === "lineBreak" || last.isText && /\s$/.test(last.text ?? "");
        let words = text.replace(/[ \t\r\n\f]+/g, " ");
        if (begins) {
            words = words.replace(/^ /, "");
        }
        if (words) {
            const marks = [];
            if (looks.href) {
                marks.push(schema.mark("link", { attributes: ` href="${looks.href.replace(/&/g, "&amp;")}"` }));
            }
            if (looks.bold && !looks.heading) {
                marks.push(schema.mark("strong"));
            }
            if (looks.italic) {
                marks.push(schema.mark("em"));
            }
            this.line.push(...withFields(words, marks, this.isField));
            this.looks = looks;
        }
    }

    /** Ends the line. */
    flush() {
        const line = this.line;
        this.line = [];
        while (line.length && (line[line.length - 1].type.name === "lineBreak" || !line[line.length - 1].textContent.trim() && line[line.length - 1].isText)) {
            line.pop();
        }
        const last = line[line.length - 1];
        if (!last || line.every(node => node.isText && !(node.text ?? "").replace(/\u00a0/g, " ").trim())) {
            return;
        }
        if (last.isText && last.text?.endsWith(" ")) {
            line[line.length - 1] = schema.text(last.text.trimEnd(), last.marks);
        }
        const { heading, list } = this.looks;
        this.blocks.push({
            node: heading && !list ? schema.node("heading", { level: heading }, line) : schema.node("paragraph", null, line),
            list,
            first: this.newItem || !list,
        });
        this.newItem = false;
    }
}

/** The sign that Word writes before an item. */
function ignored(/** @type {Pasted} */ element) {
    let text = "";
    for (const child of element.children) {
        text += child.style.includes(IGNORED) ? textOf(child) : child.name === "#text" ? "" : ignored(child);
    }
    return text;
}

/** @returns {string} */
function textOf(/** @type {Pasted} */ element) {
    return element.name === "#text" ? element.text : element.children.map(textOf).join("");
}

/** Items that follow each other become a list, deeper ones a list within. @returns {Node[]} */
function withLists(/** @type {Block[]} */ blocks) {
    /** @type {Node[]} */
    const found = [];
    for (let i = 0; i < blocks.length;) {
        const { list, node } = blocks[i];
        if (!list) {
            found.push(node);
            i++;
        } else {
            let end = i + 1;
            while (end < blocks.length && blocks[end].list) {
                end++;
            }
            found.push(...listsOf(blocks.slice(i, end)));
            i = end;
        }
    }
    return found;
}

/** @returns {Node[]} */
function listsOf(/** @type {Block[]} */ items) {
    /** @type {Node[]} */
    const lists = [];
    for (let i = 0; i < items.length;) {
        const level = items[i].list?.level ?? 1;
        const ordered = items[i].list?.ordered ?? false;
        /** @type {Node[][]} */
        const entries = [];
        while (i < items.length) {
            const list = /** @type {{level: number, ordered: boolean}} */ (items[i].list);
            if (list.level < level || list.level === level && list.ordered !== ordered) {
                break;
            }
            if (list.level === level) {
                if (items[i].first || !entries.length) {
                    entries.push([items[i].node]);
                } else {
                    entries[entries.length - 1].push(items[i].node);
                }
                i++;
            } else {
                let end = i;
                while (end < items.length && (items[end].list?.level ?? 0) > level) {
                    end++;
                }
                entries[entries.length - 1].push(...listsOf(items.slice(i, end)));
                i = end;
            }
        }
        lists.push(schema.node(ordered ? "orderedList" : "bulletList", null,
            entries.map(blocksOfItem => schema.node("listItem", null, blocksOfItem))));
    }
    return lists;
}

/** One sentence about what was left out; empty if that is nothing. */
export function sentence(/** @type {Dropped} */ dropped, /** @type {(key: string) => string} */ word) {
    const counted = (/** @type {keyof Dropped} */ what) => dropped[what] > 1 ? [`${word("not-kept." + what)} (${dropped[what]})`]
        : dropped[what] ? [word("not-kept." + what)] : [];
    const parts = [
        ...dropped.fonts ? [word("not-kept.fonts")] : [],
        ...counted("images"), ...counted("tables"), ...counted("links"), ...counted("others"),
    ];
    return parts.length ? `${word("not-kept")} ${parts.join(", ")}.` : "";
}
