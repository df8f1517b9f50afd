package io.tidemark.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a record says about one image, in whatever order, and makes the row of it. */
final class ImageReader {

    private final String image;
    private @Nullable Map<String, @Nullable String> texts;
    private final Map<String, Map<String, String>> truncated = new LinkedHashMap<>();
    private final Map<String, ClaimedValue> claimed = new LinkedHashMap<>();

    ImageReader(String image) {
        this.image = image;
    }

    void texts(@Nullable Map<String, @Nullable String> newTexts) {
        texts = newTexts;
    }

    /** @param entry says of a column that its value was cut */
    void truncated(Map<String, String> entry) throws UnreadableRecordException {
        truncated.put(text(entry, JsonMarks.TRUNCATED, "column"), entry);
    }

    /** @param entry says of a column where its value was moved to */
    void claimed(Map<String, String> entry) throws UnreadableRecordException {
        String member = JsonMarks.CLAIMED;
        claimed.put(
                text(entry, member, "column"),
                new ClaimedValue(text(entry, member, "path"), bytes(entry, member), text(entry, member, "sha256")));
    }

    /** The row, in which no value passes for whole that is not; {@code null} if the record has none. */
    @Nullable
    PublishedRow row() throws UnreadableRecordException {
        if (texts == null) {
            require(truncated.isEmpty(), JsonMarks.TRUNCATED);
            require(claimed.isEmpty(), JsonMarks.CLAIMED);
            return null;
        }
        Map<String, @Nullable String> whole = new LinkedHashMap<>(texts);
        Map<String, CutValue> cut = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> entry : truncated.entrySet()) {
            String beginning = whole.remove(entry.getKey());
            require(beginning != null, JsonMarks.TRUNCATED);
            String member = JsonMarks.TRUNCATED;
            cut.put(
                    entry.getKey(),
                    new CutValue(beginning, bytes(entry.getValue(), member), text(entry.getValue(), member, "sha256")));
        }
        for (String column : claimed.keySet()) {
            require(!whole.containsKey(column), JsonMarks.CLAIMED);
        }
        return new PublishedRow(whole, cut, claimed);
    }

    private void require(boolean met, String member) throws UnreadableRecordException {
        if (!met) {
            throw new UnreadableRecordException("%s does not fit the columns of %s".formatted(member, image));
        }
    }

    private static long bytes(Map<String, String> entry, String member) throws UnreadableRecordException {
        String bytes = text(entry, member, "bytes");
        try {
            return Long.parseLong(bytes);
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException(
                    "%s.bytes must be a whole number, but was '%s'".formatted(member, bytes));
        }
    }

    private static String text(Map<String, String> entry, String member, String name) throws UnreadableRecordException {
        String text = entry.get(name);
        if (text == null) {
            throw new UnreadableRecordException("%s.%s is missing".formatted(member, name));
        }
        return text;
    }
}
