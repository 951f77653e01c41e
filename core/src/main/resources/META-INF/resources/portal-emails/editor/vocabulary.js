// What of HTML may stand in a mail: made from HtmlVocabulary.java by EditorVocabularyTest, which compares.

/** Elements that are allowed. */
export const ALLOWED = new Set((
    "a abbr acronym address article aside b bdi bdo big blockquote body br caption center cite code "
    + "col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header "
    + "hr html i img ins kbd li main mark meta nav ol p pre q rp rt ruby s samp section small span "
    + "strike strong style sub sup table tbody td tfoot th thead time title tr tt u ul var wbr"
).split(" "));

/** Those that stand within a line. */
export const PHRASES = new Set((
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd mark q rp rt ruby s "
    + "samp small span strike strong sub sup time tt u var wbr"
).split(" "));

/** Those without content and end tag. */
export const VOID = new Set((
    "br col hr img meta wbr"
).split(" "));

/** Elements, allowed or not, whose content is not read as tags. */
export const RAW = new Set((
    "iframe noembed noframes noscript plaintext script style textarea title xmp"
).split(" "));
