package io.jobview.config;

import java.util.Arrays;
import java.util.Comparator;

/** Finds the setting that somebody who mistyped one probably meant. */
final class NearestKey {

    private NearestKey() {}

    static String to(String mistyped) {
        return Arrays.stream(Key.values())
                .map(Key::text)
                .min(Comparator.comparingInt(known -> distance(mistyped, known)))
                .orElseThrow();
    }

    /** Levenshtein's edit distance, one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
