package io.jobview.fold;

/**
 * A container id, ordered by code point, which is the order of its UTF-8 bytes.
 *
 * <p>Trap: {@link String#compareTo} orders by UTF-16 unit and puts U+10000 before U+E000, so it would break ties
 * differently from anything that compares the stored bytes.
 *
 * @param value well-formed UTF-16; an unpaired surrogate does not survive the codec
 */
public record ContainerId(String value) implements Comparable<ContainerId> {
    @Override
    public int compareTo(ContainerId other) {
        int common = Math.min(value.length(), other.value.length());
        for (int i = 0; i < common; i++) {
            char mine = value.charAt(i);
            char theirs = other.value.charAt(i);
            if (mine != theirs) {
                return weight(mine) - weight(theirs);
            }
        }
        return value.length() - other.value.length();
    }

    /** Moves surrogates above the rest of the plane that they are not part of. */
    private static int weight(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
