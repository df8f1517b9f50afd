package io.tidemark.job.guard;

import io.tidemark.record.ChangeEncoder;
import io.tidemark.record.DtsAvroEncoder;
import io.tidemark.record.JsonEncoder;
import io.tidemark.task.Sink;
import io.tidemark.task.TaskFile;
import java.io.Serializable;

/**
 * What an encoder is made from, where it is needed.
 *
 * @param task the task's name, which {@code json} publishes
 * @param serverVersion the source's, which {@code dts-avro} publishes
 */
public record Encoding(Sink.Format format, String task, String serverVersion) implements Serializable {

    public static Encoding of(TaskFile task, String serverVersion) {
        return new Encoding(task.sink().format(), task.task(), serverVersion);
    }

    ChangeEncoder encoder() {
        return switch (format) {
            case JSON -> new JsonEncoder(task);
            case DTS_AVRO -> new DtsAvroEncoder(serverVersion);
        };
    }
}
