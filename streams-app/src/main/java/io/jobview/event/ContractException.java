package io.jobview.event;

/** Carries the first broken rule out of the reader. Has no stack trace: bad records may come in millions. */
final class ContractException extends Exception {
    private final transient Decoded.Rejected rejected;

    /** The record as a whole is wrong. */
    ContractException(String reason) {
        this(new Decoded.Rejected("", reason));
    }

    /** {@code field} is wrong; {@code problem} follows its name in the reason. */
    ContractException(EventField field, String problem) {
        this(new Decoded.Rejected(field.wireName(), field.wireName() + ": " + problem));
    }

    private ContractException(Decoded.Rejected rejected) {
        super(rejected.reason(), null, false, false);
        this.rejected = rejected;
    }

    Decoded.Rejected rejected() {
        return rejected;
    }
}
