package org.portalemails.recovery;

/**
 * Told how requests end: for metrics and alarms, never for whoever asked. Nothing it is told is personal.
 *
 * <p>Moment: after the commit that made it true; a crash in between swallows the call. Thread: the processor's own, which waits
 * meanwhile. An exception is logged and changes nothing.
 */
@FunctionalInterface
public interface RecoveryListener {
    /** Is called nothing. */
    RecoveryListener SILENT = record -> {};

    /**
     * A request ended.
     *
     * @param record how; its outcome is never {@code null}
     */
    void requestEnded(RecoveryRecord record);
}
