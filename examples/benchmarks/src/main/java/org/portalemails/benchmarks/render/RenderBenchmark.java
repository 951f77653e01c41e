package org.portalemails.benchmarks.render;

import com.github.mustachejava.DefaultMustacheFactory;
import com.samskivert.mustache.Mustache;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import io.jstach.jstachio.JStachio;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.portalemails.template.MergeValues;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;

/**
 * Renders one mail with its values ready, as a string: ours, template engines that others use, and by hand.
 *
 * <p>Before anything is measured, all must show the same text. {@code portalEmailsWithValues} also collects the values, as is
 * done for every mail; the engines get theirs ready in a map or a record.
 *
 * <p>Peers: JMustache (BSD-3-Clause), mustache.java (Apache-2.0), JStachio (BSD-3-Clause), FreeMarker (Apache-2.0). They are used
 * here only and never published.
 *
 * <p>Run it: {@code mvn -q -pl examples/benchmarks -am package}, then {@code java -cp
 * "examples/benchmarks/target/classes:examples/benchmarks/target/lib/*" org.portalemails.benchmarks.render.RenderBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RenderBenchmark {
    /** Which of the two texts. */
    @Param({"latin1", "typographic"})
    public String text;

    private FrenchMail.Values values;
    private Map<String, Object> map;
    private HandWritten handWritten;
    private Template template;
    private MergeValues mergeValues;
    private com.samskivert.mustache.Template jmustache;
    private com.github.mustachejava.Mustache mustacheJava;
    private freemarker.template.Template freemarker;
    private Object jstachioModel;

    /**
     * Prepares everybody and compares what they show.
     *
     * @throws Exception if a peer cannot be prepared
     */
    @Setup
    public void prepare() throws Exception {
        String source = FrenchMail.source(text);
        values = FrenchMail.Values.example();
        map = new LinkedHashMap<>();
        for (RecordComponent component : FrenchMail.Values.class.getRecordComponents()) {
            map.put(component.getName(), component.getAccessor().invoke(values));
        }
        handWritten = new HandWritten(source);
        template = Template.parse(source, TextKind.HTML);
        mergeValues = mergeValues();
        jmustache = Mustache.compiler().compile(source);
        mustacheJava = new DefaultMustacheFactory().compile(new StringReader(source), "mail");
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_33);
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        freemarker = new freemarker.template.Template(
                "mail", source.replace("{{", "${").replace("}}", "}"), configuration);
        jstachioModel =
                text.equals("latin1") ? new JStachioMails.Latin1(values) : new JStachioMails.Typographic(values);

        String expected = plain(handWrittenBuilder());
        for (String shown : new String[] {
            handWrittenJoin(),
            portalEmails(),
            portalEmailsWithValues(),
            jmustache(),
            mustacheJava(),
            jstachio(),
            freemarker()
        }) {
            if (!plain(shown).equals(expected)) {
                throw new IllegalStateException("not the same mail:\n" + shown);
            }
        }
    }

    /** Engines write the same references in different ways. */
    private static String plain(String html) {
        return html.replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&apos;", "'")
                .strip();
    }

    private MergeValues mergeValues() {
        return MergeValues.builder()
                .text("recipientFullName", values.recipientFullName())
                .text("companyName", values.companyName())
                .text("portalName", values.portalName())
                .text("userName", values.userName())
                .text("resetLinkExpiresAt", values.resetLinkExpiresAt())
                .text("resetLinkValidMinutes", values.resetLinkValidMinutes())
                .text("supportContactName", values.supportContactName())
                .text("supportContactEmail", values.supportContactEmail())
                .build();
    }

    /**
     * By hand, with a builder.
     *
     * @return the mail
     */
    @Benchmark
    public String handWrittenBuilder() {
        return handWritten.build(values);
    }

    /**
     * By hand, joining pieces.
     *
     * @return the mail
     */
    @Benchmark
    public String handWrittenJoin() {
        return handWritten.join(values);
    }

    /**
     * Ours.
     *
     * @return the mail
     */
    @Benchmark
    public String portalEmails() {
        return template.render(mergeValues).reveal(field -> field);
    }

    /**
     * Ours, collecting the values too.
     *
     * @return the mail
     */
    @Benchmark
    public String portalEmailsWithValues() {
        return template.render(mergeValues()).reveal(field -> field);
    }

    /**
     * JMustache.
     *
     * @return the mail
     */
    @Benchmark
    public String jmustache() {
        return jmustache.execute(map);
    }

    /**
     * mustache.java.
     *
     * @return the mail
     */
    @Benchmark
    public String mustacheJava() {
        return mustacheJava.execute(new StringWriter(4096), map).toString();
    }

    /**
     * JStachio.
     *
     * @return the mail
     */
    @Benchmark
    public String jstachio() {
        return JStachio.render(jstachioModel);
    }

    /**
     * FreeMarker.
     *
     * @return the mail
     * @throws Exception if it cannot render
     */
    @Benchmark
    public String freemarker() throws Exception {
        StringWriter out = new StringWriter(4096);
        freemarker.process(map, out);
        return out.toString();
    }

    /**
     * Runs all, with the bytes allocated for each rendering.
     *
     * @param arguments a regular expression for names of benchmarks; all if there is none
     * @throws Exception if the harness fails
     */
    public static void main(String[] arguments) throws Exception {
        new Runner(new OptionsBuilder()
                        .include(RenderBenchmark.class.getName() + "\\." + (arguments.length > 0 ? arguments[0] : ".*"))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
