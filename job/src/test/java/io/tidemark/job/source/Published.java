package io.tidemark.job.source;

import java.util.function.Consumer;

/** What a consumer can see of what the job published. */
interface Published {

    /** Gives every record that was published since the last call, as a line of JSON. */
    void readNew(Consumer<String> lines);
}
