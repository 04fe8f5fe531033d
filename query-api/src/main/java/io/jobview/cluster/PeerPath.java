package io.jobview.cluster;

/**
 * Paths below {@code /peer/}, where instances ask each other: {@code /peer/workflows/w/jobs} is {@code /workflows/w/jobs} asked of whoever
 * has a copy. Who is asked so answers from its own stores or not at all, so nothing is ever forwarded twice.
 */
public final class PeerPath {

    private static final String ROOT = "/peer";

    private PeerPath() {}

    /** Whether a raw path is for peers alone. */
    public static boolean is(String rawPath) {
        return rawPath.startsWith(ROOT) && (rawPath.length() == ROOT.length() || rawPath.charAt(ROOT.length()) == '/');
    }

    /** Where to ask for a public target; also the name of its route. */
    public static String of(String publicTarget) {
        return ROOT + publicTarget;
    }

    /** The public path that a raw path {@link #is} about. */
    public static String publicPath(String rawPath) {
        return rawPath.substring(ROOT.length());
    }
}
