package io.jobview.event;

/** The outcome of decoding the bytes of one record. */
public sealed interface Decoded {

    /** The bytes keep the contract. */
    record Valid(JobEvent event) implements Decoded {}

    /**
     * The bytes break the contract; the record belongs in the dead-letter topic.
     *
     * @param field the offending field, or {@code ""} when the record as a whole is wrong
     * @param reason what is wrong and what is allowed, for a person; names the field
     */
    record Rejected(String field, String reason) implements Decoded {}
}
