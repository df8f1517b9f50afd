package io.tidemark.reader;

import io.tidemark.task.TopicNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a task's topic: those that have saved a position in it, and those that have an account of the task. Where the brokers
 * ask for a login, each group that is made here has one.
 */
final class TopicGroups implements Groups {

    private final TopicClient client;
    private final Admin admin;
    private final TopicBroker broker;
    private final TopicAccounts accounts;
    private final TopicNames topics;

    TopicGroups(TopicClient client) {
        this.client = client;
        this.admin = client.admin();
        this.broker = new TopicBroker(admin, client);
        this.accounts = new TopicAccounts(admin, client);
        this.topics = client.topics();
    }

    @Override
    public GroupSurvey survey() {
        // first what is saved, then what is there: who reads meanwhile would stand behind the end
        Map<String, Map<TopicPartition, OffsetAndMetadata>> known = known();
        try (TopicReader reader = new TopicReader(client)) {
            return new TopicSurveyor(reader, broker).survey(known);
        }
    }

    @Override
    public GroupSurvey survey(GroupName name) {
        Map<TopicPartition, OffsetAndMetadata> saved = requireKnown(name);
        try (TopicReader reader = new TopicReader(client)) {
            return new TopicSurveyor(reader, broker).survey(Map.of(name.value(), saved));
        }
    }

    @Override
    public List<String> create(GroupName name, StartPoint start, @Nullable Path passwordFile) throws IOException {
        GroupPassword password = password(passwordFile);
        SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> known = known();
        if (!known.getOrDefault(name.value(), Map.of()).isEmpty()) {
            throw new ReaderException(
                    "there is a group '%s' already. To move it: groups TASK.yaml reset %s --to START. To give it an account: groups TASK.yaml password %s"
                            .formatted(name, name, name));
        }
        requireRoom(name, known.keySet());
        requireFree(name);
        TopicOffsets offsets = offsets(start);
        List<String> told = new ArrayList<>();
        if (password != null) {
            accounts.make(name.value(), password);
        }
        broker.move(name.value(), offsets); // last: a group that has no position is not made yet
        told.add("group '%s' begins at %s".formatted(name, offsets));
        told.addAll(account(name, password));
        return told;
    }

    @Override
    public String reset(GroupName name, StartPoint start) {
        requireKnown(name);
        requireNotRead(name);
        TopicOffsets offsets = offsets(start);
        broker.move(name.value(), offsets);
        return "group '%s' goes on at %s".formatted(name, offsets);
    }

    @Override
    public List<String> password(GroupName name, @Nullable Path passwordFile) throws IOException {
        GroupPassword password = password(passwordFile);
        if (password == null) {
            throw new ReaderException(
                    "groups have accounts where the brokers ask for a login, but security.protocol is not SASL_SSL or SASL_PLAINTEXT in sink.kafka.properties or --config");
        }
        requireKnown(name);
        accounts.requireFree(name.value());
        accounts.make(name.value(), password);
        List<String> told = new ArrayList<>();
        told.add("the password of group '%s' is set".formatted(name));
        told.addAll(account(name, password));
        return told;
    }

    @Override
    public void delete(GroupName name) {
        requireKnown(name);
        requireNotRead(name);
        if (client.asksForLogin()) {
            accounts.delete(name.value());
        }
        broker.delete(name.value()); // last: until then it is known, and can be deleted again
    }

    /**
     * Whether a consumer may read as this group, which it may not have been made for.
     *
     * @throws ReaderException if there is no room for another group, or the name is used for something else
     */
    void admit(GroupName name) {
        if (!saved(broker.saved(List.of(name.value()))).containsKey(name.value())) {
            requireRoom(name, known().keySet());
            requireUnused(name);
        }
    }

    /** Who reads the group, for people. */
    String readers(GroupName name) {
        return broker.members(name.value()).readers();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> known() {
        SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> known = saved(broker.saved());
        broker.withAccount().forEach(group -> known.putIfAbsent(group, Map.of()));
        return known;
    }

    /** What groups have saved of the task's topic, without those that have nothing. */
    private SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> saved(
            SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> all) {
        SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> ours = new TreeMap<>();
        all.forEach((group, offsets) -> {
            Map<TopicPartition, OffsetAndMetadata> here = new HashMap<>(offsets);
            here.keySet().removeIf(partition -> !topics.include(partition.topic()));
            if (!here.isEmpty()) {
                ours.put(group, here);
            }
        });
        return ours;
    }

    private Map<TopicPartition, OffsetAndMetadata> requireKnown(GroupName name) {
        SortedMap<String, Map<TopicPartition, OffsetAndMetadata>> known = known();
        Map<TopicPartition, OffsetAndMetadata> saved = known.get(name.value());
        if (saved == null) {
            throw new ReaderException("there is no group '%s'; %s"
                    .formatted(name, known.isEmpty() ? "there is none at all" : "there are " + known.keySet()));
        }
        return saved;
    }

    private void requireRoom(GroupName name, Collection<String> known) {
        int most = client.sink().maxGroups();
        if (!known.contains(name.value()) && known.size() >= most) {
            throw new ReaderException(
                    "there are %d groups already, and sink.kafka.max-groups is %d: delete one, or raise it in the task file"
                            .formatted(known.size(), most));
        }
    }

    private void requireFree(GroupName name) {
        requireUnused(name);
        if (client.asksForLogin()) {
            accounts.requireFree(name.value());
        }
        requireNotRead(name);
    }

    private void requireUnused(GroupName name) {
        Collection<TopicPartition> others = broker.saved(List.of(name.value()))
                .getOrDefault(name.value(), Map.of())
                .keySet();
        if (!others.isEmpty() || broker.members(name.value()).readOnlyOthers(topics)) {
            throw new ReaderException(
                    "the broker has a group '%s' already, which reads other topics than '%s': choose another name"
                            .formatted(name, topics.text()));
        }
    }

    private void requireNotRead(GroupName name) {
        if (!broker.members(name.value()).isEmpty()) {
            throw broker.isRead(name.value());
        }
    }

    private TopicOffsets offsets(StartPoint start) {
        try (TopicReader reader = new TopicReader(client)) {
            return start.locate(new TopicSearch(reader));
        }
    }

    private @Nullable GroupPassword password(@Nullable Path file) throws IOException {
        if (client.asksForLogin()) {
            return GroupPassword.of(file);
        }
        if (file != null) {
            throw new ReaderException(
                    "--password-file is for brokers that ask for a login, but security.protocol is not SASL_SSL or SASL_PLAINTEXT in sink.kafka.properties or --config");
        }
        return null;
    }

    private List<String> account(GroupName name, @Nullable GroupPassword password) {
        if (password == null) {
            return List.of("it has no account, because security.protocol says that the brokers ask for no login");
        }
        String user = "user: " + accounts.user(name.value());
        return password.shown() ? List.of(user, "password: " + password.text()) : List.of(user);
    }
}
