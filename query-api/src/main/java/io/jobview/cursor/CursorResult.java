package io.jobview.cursor;

import io.jobview.query.RowPosition;

/** The outcome of reading a cursor's text. */
public sealed interface CursorResult {

    /** The page starts after {@code position}. */
    record Decoded(RowPosition position) implements CursorResult {}

    /** The text was never a cursor of ours, or was changed on its way. */
    record Mangled() implements CursorResult {}

    /** A sound cursor, but of another workflow or another filter. */
    record Foreign() implements CursorResult {}
}
