/**
 * The source: reads a PostgreSQL database exactly, inside the frame of flink-connector-postgres-cdc.
 *
 * <p>Snapshot: {@code ChunkAssigner} cuts tables into chunks, {@code ChunkReading} reads one by COPY. Stream: {@code
 * LogReading} receives pgoutput's messages, {@code LogDecoder} decodes them, {@code ChangeAssembler} gives each change its
 * position and holds it against the {@code Fences} of the snapshot. Both hand {@code ChangeBatch}es to {@code
 * ChangeEmitter}.
 */
@NullMarked
package io.tidemark.job.source;

import org.jspecify.annotations.NullMarked;
