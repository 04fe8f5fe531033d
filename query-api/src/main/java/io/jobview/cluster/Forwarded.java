package io.jobview.cluster;

import java.util.Map;

/** The outcome of asking another instance. */
public sealed interface Forwarded {

    /**
     * It answered; its answer is ours.
     *
     * @param headers those that are part of the contract with readers, by name
     * @param body not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // the answer is handed over once, never compared
    record Answered(int status, Map<String, String> headers, byte[] body) implements Forwarded {}

    /** It answers with a body of unknown length, an export; to be passed on as it comes, and closed. */
    record Streaming(int status, Map<String, String> headers, ForwardedStream body) implements Forwarded {}

    /** No answer in time; {@code reason} is for a person. */
    record Unreachable(String reason) implements Forwarded {}
}
