/**
 * How fast mails leave, against the libraries one would use instead and against Postfix's own test client.
 *
 * <p>{@code SmtpThroughput} sends to a sink on this machine; {@code MimeBytes} (JMH) measures only the making of the bytes.
 */
package org.portalemails.benchmarks.smtp;
