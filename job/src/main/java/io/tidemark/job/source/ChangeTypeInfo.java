package io.tidemark.job.source;

import io.tidemark.record.Change;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Says that a change travels by {@link ChangeSerializer}, never by Kryo. */
public final class ChangeTypeInfo extends TypeInformation<Change> {

    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializer<Change> createSerializer(SerializerConfig config) {
        return new ChangeSerializer();
    }

    @Override
    @SuppressWarnings({"deprecation", "InlineMeSuggester"}) // Flink has both until its version 2
    public TypeSerializer<Change> createSerializer(ExecutionConfig config) {
        return new ChangeSerializer();
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Change> getTypeClass() {
        return Change.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ChangeTypeInfo;
    }

    @Override
    public boolean equals(Object other) {
        return canEqual(other);
    }

    @Override
    public int hashCode() {
        return ChangeTypeInfo.class.hashCode();
    }

    @Override
    public String toString() {
        return "Change";
    }
}
