// What can be done with a content, by the toolbar and by keys.

import { baseKeymap, chainCommands, setBlockType, toggleMark } from "../lib/prosemirror-commands.js";
import { redo, undo } from "../lib/prosemirror-history.js";
import { InputRule, inputRules, undoInputRule, wrappingInputRule } from "../lib/prosemirror-inputrules.js";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "../lib/prosemirror-schema-list.js";
import { AllSelection, NodeSelection, Selection, TextSelection } from "../lib/prosemirror-state.js";
import { schema } from "./schema.js";

/** @typedef {import("../lib/prosemirror-state.js").Command} Command */
/** @typedef {import("../lib/prosemirror-state.js").EditorState} EditorState */

const { nodes, marks } = schema;

/** The innermost node around the selection for which something holds. */
export function around(/** @type {EditorState} */ state, /** @type {(node: import("../lib/prosemirror-model.js").Node) => boolean} */ holds) {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth--) {
        if (holds($from.node(depth))) {
            return { node: $from.node(depth), pos: $from.before(depth) };
        }
    }
    return null;
}

const isList = (/** @type {import("../lib/prosemirror-model.js").Node} */ node) => node.type.isInGroup("list");

/** Whether all of what is selected has a mark. */
export function hasMark(/** @type {EditorState} */ state, /** @type {string} */ name) {
    const { from, to, empty, $from } = state.selection;
    if (empty) {
        return Boolean(marks[name].isInSet(state.storedMarks ?? $from.marks()));
    }
    let [some, all] = [false, true];
    state.doc.nodesBetween(from, to, node => {
        if (node.isInline && node.isLeaf) {
            some = true;
            all &&= Boolean(marks[name].isInSet(node.marks));
        }
    });
    return some && all;
}

export function hasList(/** @type {EditorState} */ state, /** @type {string} */ name) {
    return around(state, isList)?.node.type.name === name;
}

export function isKind(/** @type {EditorState} */ state, /** @type {string} */ kind) {
    return around(state, node => node.isTextblock)?.node.attrs.kind === kind;
}

export function isHeading(/** @type {EditorState} */ state) {
    return around(state, node => node.isTextblock)?.node.type.name === "heading";
}

/** Makes a list, another list of it, or paragraphs again. @returns {Command} */
function list(/** @type {string} */ name) {
    return (state, dispatch) => {
        const current = around(state, isList);
        if (current?.node.type.name === name) {
            return liftListItem(nodes.listItem)(state, dispatch);
        }
        if (current) {
            dispatch?.(state.tr.setNodeMarkup(current.pos, nodes[name], current.node.attrs));
            return true;
        }
        return wrapInList(nodes[name])(state, dispatch);
    };
}

/** @returns {Command} */
function kind(/** @type {string} */ name) {
    return (state, dispatch) => setBlockType(nodes.paragraph, { kind: isKind(state, name) ? "" : name })(state, dispatch);
}

/** @type {Command} */
const heading = (state, dispatch) =>
    (isHeading(state) ? setBlockType(nodes.paragraph) : setBlockType(nodes.heading, { level: 2 }))(state, dispatch);

/** @type {Command} All words, from the first to the last, so that they can be made a list; with what is no text at an edge, everything. */
const selectAll = (state, dispatch) => {
    const from = Selection.atStart(state.doc);
    const to = Selection.atEnd(state.doc);
    const words = from instanceof TextSelection && to instanceof TextSelection;
    dispatch?.(state.tr.setSelection(words ? TextSelection.create(state.doc, from.from, to.to) : new AllSelection(state.doc)));
    return true;
};

/** @type {Command} */
const lineBreak = (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes.lineBreak.create()).scrollIntoView());
    return true;
};

/** @type {Command} A line that depends on a field stays one. */
const lineBreakInWords = (state, dispatch) => state.selection.$from.parent.type === nodes.words && lineBreak(state, dispatch);

/** Where a part has the mark already, all gets it. @returns {Command} */
const mark = (/** @type {string} */ name) => toggleMark(marks[name], null, { removeWhenPresent: false });

/** @type {Record<string, Command>} */
export const commands = {
    bold: mark("strong"),
    italic: mark("em"),
    code: mark("code"),
    heading,
    "bullet-list": list("bulletList"),
    "numbered-list": list("orderedList"),
    note: kind("note"),
    undo,
    redo,
};

/** The keys of the commands; `Mod` is Ctrl, or ⌘ on a Mac. */
export const keys = {
    bold: "Mod-b",
    italic: "Mod-i",
    code: "Mod-e",
    heading: "Mod-Shift-6",
    "numbered-list": "Mod-Shift-7",
    "bullet-list": "Mod-Shift-8",
    note: "Mod-Shift-9",
    undo: "Mod-z",
    redo: "Mod-y",
    link: "Mod-k",
};

/** Everything that keys do. */
export function keyBindings(/** @type {Record<string, Command>} */ own) {
    return {
        ...baseKeymap,
        ...Object.fromEntries(Object.entries(keys).filter(([name]) => commands[name]).map(([name, key]) => [key, commands[name]])),
        "Shift-Mod-z": redo,
        "Mod-]": sinkListItem(nodes.listItem),
        "Mod-[": liftListItem(nodes.listItem),
        "Mod-a": selectAll,
        "Shift-Enter": lineBreak,
        Backspace: chainCommands(undoInputRule, baseKeymap.Backspace),
        ...own,
        Enter: chainCommands(own.Enter, lineBreakInWords, splitListItem(nodes.listItem), baseKeymap.Enter),
    };
}

/** The keys of one line: it has no marks, and nothing ends it. */
export function lineKeyBindings(/** @type {Record<string, Command>} */ own) {
    const nothing = () => true;
    return {
        ...baseKeymap,
        [keys.undo]: undo,
        [keys.redo]: redo,
        "Shift-Mod-z": redo,
        "Mod-a": selectAll,
        "Shift-Enter": nothing,
        "Mod-Enter": nothing,
        Backspace: chainCommands(undoInputRule, baseKeymap.Backspace),
        ...own,
        Enter: chainCommands(own.Enter, nothing),
    };
}

/** A field whose name is typed out. */
const typedField = (/** @type {(name: string) => boolean} */ isField) =>
    new InputRule(/\{\{(\w+)\}\}$/, (state, match, start, end) => isField(match[1])
        ? state.tr.replaceWith(start, end, nodes.field.create({ name: match[1] }, null, state.doc.resolve(start).marks()))
        : null);

/** What typing does by itself: lists, and a field whose name is typed out. */
export function typingRules(/** @type {(name: string) => boolean} */ isField) {
    return inputRules({
        rules: [
            wrappingInputRule(/^\s*[-*]\s$/, nodes.bulletList),
            wrappingInputRule(/^1[.)]\s$/, nodes.orderedList),
            typedField(isField),
        ],
    });
}

export function lineTypingRules(/** @type {(name: string) => boolean} */ isField) {
    return inputRules({ rules: [typedField(isField)] });
}

/** The field that is selected. */
export function selectedField(/** @type {EditorState} */ state) {
    const { selection } = state;
    return selection instanceof NodeSelection && selection.node.type === nodes.field ? selection.node : null;
}
