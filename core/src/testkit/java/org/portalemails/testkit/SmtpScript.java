package org.portalemails.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How a {@link ScriptedSmtpServer} behaves on one connection. Immutable: every method gives another script. */
public final class SmtpScript {
    private final List<String> extensions;
    private final @Nullable SSLContext tls;
    private final boolean implicitTls;
    private final boolean clientCertificateNeeded;
    private final Map<SmtpStage, Map<Integer, SmtpAct>> acts;

    private SmtpScript(
            List<String> extensions,
            SSLContext tls,
            boolean implicitTls,
            boolean clientCertificateNeeded,
            Map<SmtpStage, Map<Integer, SmtpAct>> acts) {
        this.extensions = List.copyOf(extensions);
        this.tls = tls;
        this.implicitTls = implicitTls;
        this.clientCertificateNeeded = clientCertificateNeeded;
        this.acts = acts;
    }

    /**
     * A server that accepts everything, announces nothing and has no TLS.
     *
     * @return the script
     */
    public static SmtpScript accepting() {
        return new SmtpScript(List.of(), null, false, false, Map.of());
    }

    /**
     * Announces an extension.
     *
     * @param line such as {@code PIPELINING} or {@code SIZE 1000}
     * @return another script
     */
    public SmtpScript extension(String line) {
        List<String> more = new ArrayList<>(extensions);
        more.add(line);
        return new SmtpScript(more, tls, implicitTls, clientCertificateNeeded, acts);
    }

    /**
     * Announces and does STARTTLS.
     *
     * @param context with the server's key
     * @return another script
     */
    public SmtpScript startTls(SSLContext context) {
        return new SmtpScript(extensions, context, false, clientCertificateNeeded, acts);
    }

    /**
     * Speaks TLS from the first byte.
     *
     * @param context with the server's key
     * @return another script
     */
    public SmtpScript implicitTls(SSLContext context) {
        return new SmtpScript(extensions, context, true, clientCertificateNeeded, acts);
    }

    /**
     * Takes no TLS connection without a certificate that the server's context trusts.
     *
     * @return another script
     */
    public SmtpScript clientCertificateNeeded() {
        return new SmtpScript(extensions, tls, implicitTls, true, acts);
    }

    /**
     * Acts at every visit of a stage.
     *
     * @param stage where
     * @param act what
     * @return another script
     */
    public SmtpScript at(SmtpStage stage, SmtpAct act) {
        return at(stage, -1, act);
    }

    /**
     * Acts at one visit of a stage on a connection.
     *
     * @param stage where
     * @param visit from 0; or -1 for every visit that has no act of its own
     * @param act what
     * @return another script
     */
    public SmtpScript at(SmtpStage stage, int visit, SmtpAct act) {
        Map<SmtpStage, Map<Integer, SmtpAct>> more = new HashMap<>(acts);
        Map<Integer, SmtpAct> ofStage = new HashMap<>(more.getOrDefault(stage, Map.of()));
        ofStage.put(visit, act);
        more.put(stage, Map.copyOf(ofStage));
        return new SmtpScript(extensions, tls, implicitTls, clientCertificateNeeded, Map.copyOf(more));
    }

    Optional<SmtpAct> actAt(SmtpStage stage, int visit) {
        Map<Integer, SmtpAct> ofStage = acts.getOrDefault(stage, Map.of());
        return Optional.ofNullable(ofStage.getOrDefault(visit, ofStage.get(-1)));
    }

    List<String> extensions() {
        return extensions;
    }

    Optional<SSLContext> tls() {
        return Optional.ofNullable(tls);
    }

    boolean isClientCertificateNeeded() {
        return clientCertificateNeeded;
    }

    boolean isImplicitTls() {
        return implicitTls;
    }
}
