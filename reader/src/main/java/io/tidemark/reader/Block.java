package io.tidemark.reader;

import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Some whole records of one file, for people and programs as lines; valid until its reader is asked for the next. */
interface Block {

    /** What to read after this block. */
    Place end();

    /** The records as JSON, each with a line feed behind it. */
    ByteBuffer bytes();

    Stamp firstStamp();

    Stamp lastStamp();

    /** Where the first record begins whose stamp is so; {@code null} if there is none. */
    @Nullable
    Place first(Predicate<Stamp> wanted);
}
