package io.tidemark.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.task.TopicNames;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a task's groups: a user who logs in by SCRAM and may read the topic as this group, and nothing else. The rights
 * are made first and told by, so that what was interrupted is known as the task's, and is made or removed whole by the next try.
 */
final class TopicAccounts {

    private static final int ITERATIONS = 4096;
    private static final String ANY_HOST = "*";

    private final Admin admin;
    private final TopicFailure failure;
    private final String task;
    private final TopicNames topics;

    TopicAccounts(Admin admin, TopicClient client) {
        this.admin = admin;
        this.failure = new TopicFailure(client);
        this.task = client.task();
        this.topics = client.topics();
    }

    /** As DTS has it: the account, and the group. */
    String user(String group) {
        return task + '-' + group;
    }

    /** The groups that have an account of this task. */
    Set<String> groups() {
        String prefix = "User:" + user("");
        Set<String> readers = new HashSet<>();
        for (AclBinding binding : find(ResourceType.TOPIC, topics.prefix(), null)) {
            readers.add(binding.entry().principal());
        }
        Set<String> groups = new TreeSet<>();
        for (AclBinding binding : find(ResourceType.GROUP, null, null)) {
            String group = binding.pattern().name();
            String principal = binding.entry().principal();
            if (principal.equals(prefix + group) && readers.contains(principal)) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** @throws ReaderException if somebody else may use a group of that name, or somebody else is the user of its account */
    void requireFree(String group) {
        String principal = "User:" + user(group);
        for (AclBinding binding : find(ResourceType.GROUP, group, null)) {
            if (!binding.entry().principal().equals(principal)) {
                throw new ReaderException(
                        "the group '%s' is for another user already: the broker's ACLs name %s. Choose another name"
                                .formatted(group, binding.entry().principal()));
            }
        }
        Collection<AclBinding> rights = find(ResourceType.ANY, null, principal);
        boolean others = !rights(group).containsAll(rights);
        if (others || (rights.isEmpty() && hasCredential(group))) {
            throw new ReaderException(
                    "the user '%s', who would be the account of group '%s', is there already and is not this task's: choose another name"
                            .formatted(user(group), group));
        }
    }

    /** Makes the account, or gives the one that is there this password. */
    void make(String group, GroupPassword password) {
        failure.answer(admin.createAcls(rights(group)).all());
        failure.answer(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        user(group),
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                        password.text().getBytes(UTF_8))))
                .all());
    }

    /** Nobody can log in as it any more, then nobody may read. */
    void delete(String group) {
        if (hasCredential(group)) {
            failure.answer(admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialDeletion(user(group), ScramMechanism.SCRAM_SHA_512)))
                    .all());
        }
        failure.answer(admin.deleteAcls(
                        rights(group).stream().map(AclBinding::toFilter).toList())
                .all());
    }

    private List<AclBinding> rights(String group) {
        return List.of(
                right(group, topics(), AclOperation.READ),
                right(group, topics(), AclOperation.DESCRIBE),
                right(group, new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL), AclOperation.READ));
    }

    /** Of tables with topics of their own, those of later ones too. */
    private ResourcePattern topics() {
        return new ResourcePattern(
                ResourceType.TOPIC, topics.prefix(), topics.isPerTable() ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    private AclBinding right(String group, ResourcePattern pattern, AclOperation operation) {
        return new AclBinding(
                pattern, new AccessControlEntry("User:" + user(group), ANY_HOST, operation, AclPermissionType.ALLOW));
    }

    private Collection<AclBinding> find(ResourceType type, @Nullable String name, @Nullable String principal) {
        return failure.answer(admin.describeAcls(new AclBindingFilter(
                        new ResourcePatternFilter(type, name, PatternType.ANY),
                        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ALLOW)))
                .values());
    }

    private boolean hasCredential(String group) {
        KafkaFuture<?> description =
                admin.describeUserScramCredentials(List.of(user(group))).description(user(group));
        try {
            Objects.requireNonNull(description.get());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResourceNotFoundException) {
                return false;
            }
            throw failure.explained(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
