// A page with the editor in a shadow root, as the screen has it.
import { createEditor } from "/portal-emails/editor.js";
import { createLine } from "/portal-emails/line.js";
import { readLine, writeLine } from "/portal-emails/editor/lines.js";
import { read } from "/portal-emails/editor/reading.js";
import { write } from "/portal-emails/editor/writing.js";

const root = document.getElementById("host").attachShadow({ mode: "open" });
const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = "/portal-emails/editor.css";
const label = document.createElement("p");
label.id = "label";
label.textContent = "Content";
const place = document.createElement("div");
root.append(sheet, label, place);

const page = {
    root,
    problems: [],
    changes: [],
    notices: [],
    editor: null,
    start(options, create = createEditor) {
        page.editor?.destroy();
        page.changes = [];
        page.notices = [];
        page.editor = create(place, {
            ...options,
            labelledBy: "label",
            onChange: source => page.changes.push(source),
            onNotice: text => page.notices.push(text),
        });
    },
    startLine: options => page.start(options, createLine),
    canShow: createEditor.canShow,
    canShowLine: createLine.canShow,
    /** A subject as the line would write all of it anew. */
    rewrittenLine: (source, names) => writeLine(readLine(source, name => names.includes(name)).firstChild.content),
    /** A text as the editor would write all of it anew. */
    rewritten: (source, names) => write(read(source, name => names.includes(name))),
    /** What a browser makes of a text, without blanks that nobody sees. */
    shape(source) {
        const { body } = new DOMParser().parseFromString(source, "text/html");
        body.querySelectorAll("li > p:only-child, li > p:first-child").forEach(first => first.replaceWith(...first.childNodes));
        return body.innerHTML
            .replace(/<(\/?)i>/g, "<$1em>")
            .replace(/[ \t\n]+/g, " ")
            .replace(/ ?(<\/?(?:p|h2|ul|ol|li|div|table|tbody|tr|td|blockquote)\b[^>]*>|<br>|<!--[^]*?-->) ?/g, "$1")
            .replace(/(^|>|\}\}) (?=\{\{[#^\/])/g, "$1").replace(/(\{\{[#^\/]\w+\}\}) (?=<(?!a|s|e|i))/g, "$1");
    },
    paste(html, text) {
        const data = new DataTransfer();
        if (html) {
            data.setData("text/html", html);
        }
        data.setData("text/plain", text);
        root.querySelector(".content").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
};
document.addEventListener("securitypolicyviolation", event => page.problems.push(`${event.violatedDirective}: ${event.sample}`));
addEventListener("error", event => page.problems.push(event.message));
addEventListener("unhandledrejection", event => page.problems.push(String(event.reason)));
window.page = page;
