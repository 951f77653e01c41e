// Cuts a text into tags of HTML, tags of the template and what stands between them. Nothing is changed or lost:
// every token knows where it stands in the source.

import { RAW } from "./vocabulary.js";

/**
 * @typedef {object} Token
 * @property {"text"|"open"|"close"|"opaque"|"field"|"begin"|"end"} type `opaque`: comments, and elements whose content is not tags
 * @property {number} start
 * @property {number} end
 * @property {string} text of a text: as written; of anything else: all of it
 * @property {string} [name] of an element, in small letters, or of a field
 * @property {string} [attributes] of an element, as written, with the blank before them
 * @property {boolean} [inverted] of a `begin`: `{{^name}}`
 * @property {boolean} [alone] of a `begin`: it has a line of its own
 */

const NAME = /^(?:[A-Za-z][A-Za-z0-9_]{0,63}|\.)$/;
const TEMPLATE = /\{\{\s*([#^/!]?)\s*([^{}]*?)\s*\}\}/y;
const TAG = /<(\/?)([A-Za-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/y;
const BROKEN_TAG = /<(\/?)([A-Za-z][^\s/>]*)([^>]*)>/y;
const COMMENT = /<!--[^]*?-->|<[!?][^>]*>/y;

/** What a tag begins with: in a content, in HTML that was pasted, in a subject. */
const BEGINS = { content: /<|\{\{/, html: /</, subject: /\{\{/ };

/** @returns {RegExpExecArray | null} */
function matchAt(/** @type {RegExp} */ pattern, /** @type {string} */ source, /** @type {number} */ at) {
    pattern.lastIndex = at;
    return pattern.exec(source);
}

/**
 * @param {string} source
 * @param {keyof BEGINS} kind
 * @returns {Token[]}
 */
export function tokens(source, kind = "content") {
    /** @type {Token[]} */
    const found = [];
    const start = new RegExp(BEGINS[kind], "g");
    let textStart = 0;
    const add = (/** @type {Token} */ token, from = token.start, to = token.end) => {
        if (from > textStart) {
            found.push({ type: "text", start: textStart, end: from, text: source.slice(textStart, from) });
        }
        found.push(token);
        textStart = to;
        start.lastIndex = to;
    };
    for (let next = start.exec(source); next; next = start.exec(source)) {
        const at = next.index;
        if (next[0] === "<") {
            const token = markup(source, at);
            if (token) {
                add(token);
            }
        } else {
            const match = matchAt(TEMPLATE, source, at);
            if (match && (match[1] === "!" || NAME.test(match[2]))) {
                const end = at + match[0].length;
                const token = { start: at, end, text: match[0], name: match[2] };
                if (match[1] === "") {
                    add({ ...token, type: "field" });
                } else {
                    // A tag alone on its line takes the line with it.
                    const lineStart = source.lastIndexOf("\n", at - 1) + 1;
                    const lineEnd = (source.indexOf("\n", end) + 1 || source.length + 1) - 1;
                    const alone = !source.slice(lineStart, at).trim() && !source.slice(end, lineEnd).trim() && lineStart >= textStart;
                    const type = match[1] === "/" ? "end" : match[1] === "!" ? "opaque" : "begin";
                    add({ ...token, type, inverted: match[1] === "^", alone },
                        alone ? lineStart : at, alone ? Math.min(lineEnd + 1, source.length) : end);
                }
            }
        }
    }
    if (source.length > textStart) {
        found.push({ type: "text", start: textStart, end: source.length, text: source.slice(textStart) });
    }
    return found;
}

/** @returns {Token | null} */
function markup(/** @type {string} */ source, /** @type {number} */ at) {
    const comment = matchAt(COMMENT, source, at);
    if (comment) {
        return { type: "opaque", start: at, end: at + comment[0].length, text: comment[0] };
    }
    const tag = matchAt(TAG, source, at) ?? matchAt(BROKEN_TAG, source, at);
    if (!tag) {
        return null;
    }
    const name = tag[2].toLowerCase();
    let end = at + tag[0].length;
    if (!tag[1] && RAW.has(name)) {
        const close = new RegExp(`</${name}[^>]*>`, "ig");
        close.lastIndex = end;
        const match = close.exec(source);
        end = match ? match.index + match[0].length : source.length;
        return { type: "opaque", start: at, end, text: source.slice(at, end), name };
    }
    return { type: tag[1] ? "close" : "open", start: at, end, text: tag[0], name, attributes: tag[3] };
}

/** A value of an attribute, as the browser reads it; `null` if it is not there. */
export function attribute(/** @type {string} */ attributes, /** @type {string} */ name) {
    const match = new RegExp(`(?:^|[\\s"'])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(attributes);
    return match ? decode(match[1] ?? match[2] ?? match[3]) : null;
}

/** What references such as `&amp;` stand for. */
export function decode(/** @type {string} */ text) {
    if (!text.includes("&")) {
        return text;
    }
    const inert = new DOMParser().parseFromString(`<body>.${text.replace(/</g, "&lt;")}`, "text/html");
    return (inert.body.textContent ?? "").slice(1);
}

/** A text as it is written in HTML. */
export function encode(/** @type {string} */ text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** A value as it is written in an attribute. */
export function encodeAttribute(/** @type {string} */ value) {
    return encode(value).replace(/"/g, "&quot;");
}
