package io.tidemark.task;

import java.util.Comparator;
import java.util.Set;

/** What to say to somebody who wrote a key that there is not. */
final class KnownKeys {

    private KnownKeys() {}

    /** The known key that is likely meant, or else all of them. */
    static String hint(String name, Set<String> known) {
        return known.stream()
                .filter(key -> distance(name, key) <= Math.max(1, key.length() / 3))
                .min(Comparator.comparingInt(key -> distance(name, key)))
                .map(key -> "did you mean '" + key + "'?")
                .orElse("known here: " + String.join(", ", known));
    }

    /** Levenshtein's distance, dashes, underscores and capital letters being the same. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        int[] above = new int[right.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length()];
    }
}
