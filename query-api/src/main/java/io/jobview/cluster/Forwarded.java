package io.jobview.cluster;

import java.util.Map;

/** The outcome of asking another instance. */
public sealed interface Forwarded {

    /**
     * It answered; its answer is ours.
     *
     * @param headers all but those of the connection, by name in any case
     * @param body not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // the answer is handed over once, never compared
    record Answered(int status, Map<String, String> headers, byte[] body) implements Forwarded {}

    /** It answers with a body of unknown length, an export; to be passed on as it comes, and closed. */
    record Streaming(int status, Map<String, String> headers, ForwardedStream body) implements Forwarded {}

    /** No answer in time; {@code reason} is for a person. */
    record Unreachable(String reason) implements Forwarded {}

    /** To be answered from the copy that is here. */
    record Here() implements Forwarded {}

    /** Whether it is worth passing on while others can still be asked. */
    default boolean isGood() {
        if (this instanceof Answered answered) {
            return answered.status() != 503 && answered.status() != 429;
        }
        return !(this instanceof Unreachable);
    }

    /** How many bytes of a body lie ready; {@link Long#MAX_VALUE} while they are still coming or have to be read. */
    default long bytes() {
        return this instanceof Answered answered ? answered.body().length : Long.MAX_VALUE;
    }

    /** Whether who answers has the workflow, but not as fresh as was asked for. */
    default boolean isBehind() {
        return this instanceof Answered answered
                && answered.status() == 503
                && answered.headers().containsKey("View-Lag-Seconds");
    }

    /** Ends what nobody will read. */
    default void drop() {
        if (this instanceof Streaming streaming) {
            streaming.body().close();
        }
    }
}
