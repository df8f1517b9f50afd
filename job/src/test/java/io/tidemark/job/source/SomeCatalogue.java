package io.tidemark.job.source;

import io.tidemark.record.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A catalogue in which every table's key is {@code id}, and types are what a test says. */
final class SomeCatalogue implements LogCatalogue {

    /** The tables whose key was asked for. */
    final List<Integer> keysAsked = new ArrayList<>();

    /** The types that are known, by OID. */
    final Map<Integer, ValueType> known = new HashMap<>();

    @Override
    public Set<String> key(int tableOid) {
        keysAsked.add(tableOid);
        return Set.of("id");
    }

    @Override
    public Map<Integer, ValueType> types(Collection<Integer> typeOids) {
        Map<Integer, ValueType> types = new HashMap<>(known);
        types.keySet().retainAll(typeOids);
        return types;
    }
}
