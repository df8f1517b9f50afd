package io.tidemark.reader;

import static io.tidemark.reader.PrintedGroups.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.server.KafkaLogin;
import io.tidemark.embedded.server.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The accounts of groups, on a broker that asks for a login and refuses what nobody allowed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicAccountsIT {

    private KafkaServer kafka;
    private TopicFixture topics;
    private Path folder;
    private Path shop;
    private Path bank;

    @BeforeAll
    void startKafka(@TempDir Path directory) throws Exception {
        folder = directory;
        kafka = KafkaServer.startSecuredIn(directory.resolve("kafka"), Map.of(), Map.of());
        Map<String, String> login = KafkaLogin.plain(KafkaServer.ADMINISTRATOR, kafka.administratorPassword());
        topics = new TopicFixture(directory, kafka, login);
        topics.createTopic("shop");
        topics.createTopic("bank");
        topics.publish("shop", 1, 3);
        topics.publish("bank", 1, 3);
        shop = topics.task("shop", "shop", "json", 20, login);
        bank = topics.task("bank", "bank", "json", 20, login);
    }

    @AfterAll
    void stopKafka() {
        topics.close();
        kafka.close();
    }

    @BeforeEach
    void forgetWhatWasSaid() {
        topics.printed();
        topics.complaint();
    }

    @Test
    void anAccountReadsItsTopicAsItsGroupAndNothingElse() throws Exception {
        Path login = account(shop, "shop", "billing");
        account(shop, "shop", "search");
        account(bank, "bank", "audit");

        assertThat(TopicFixture.read(shop, "billing", null, login)).isEqualTo(lines(1, 3));
        assertThat(topics.groups(shop, "--config", login.toString(), "describe", "billing"))
                .as(topics.complaint())
                .isZero();
        assertThat(topics.printed()).contains("checkpoint: 2026-11-01T12:00:03Z\n", "unconsumed: 0\n");

        assertThatThrownBy(() -> TopicFixture.read(shop, "search", null, login))
                .hasMessage(
                        "the broker does not let this login use the group (Not authorized to access group: search)."
                                + " A group's account is for that group only: use its own, which groups create or groups password makes");
        assertThatThrownBy(() -> TopicFixture.read(bank, "billing", null, login))
                .hasMessage(
                        "the broker does not let this login read the topic 'bank' (Not authorized to access topics: [bank])."
                                + " Use the account of one of its groups, which groups create or groups password makes");
        assertThat(topics.groups(shop, "--config", login.toString(), "create", "mine"))
                .isEqualTo(1);
        assertThat(topics.complaint()).contains("(").contains("uthoriz");
    }

    @Test
    void anAccountReadsTopicsOfTablesToo() throws Exception {
        topics.createTopic("mall.public.a");
        topics.publish("mall.public.a", 1, 2);
        Map<String, String> login = KafkaLogin.plain(KafkaServer.ADMINISTRATOR, kafka.administratorPassword());
        Path mall = topics.task("mall", "'mall.{schema}.{table}'", "json", 20, login);
        Path account = account(mall, "mall", "shoppers");

        assertThat(topics.groups(mall, "list")).isZero();
        assertThat(topics.printed()).contains("shoppers");
        assertThat(TopicFixture.read(mall, "shoppers", null, account)).isEqualTo(lines(1, 2));
        assertThatThrownBy(() -> TopicFixture.read(shop, "shoppers", null, account))
                .hasMessageContaining("Not authorized to access topics: [shop]");

        assertThat(topics.groups(mall, "delete", "shoppers"))
                .as(topics.complaint())
                .isZero();
    }

    @Test
    void aNewPasswordIsTheOnlyOneThatCounts() throws Exception {
        Path old = account(shop, "shop", "renewed");
        Path file = Files.writeString(folder.resolve("new-password"), "a new one\n");

        assertThat(topics.groups(shop, "password", "renewed", "--password-file", file.toString()))
                .isZero();

        assertThat(topics.printed()).isEqualTo("the password of group 'renewed' is set\nuser: shop-renewed\n");
        Path login = topics.config("renewed-new", KafkaLogin.scram("shop-renewed", "a new one"));
        await().untilAsserted(() -> assertThat(TopicFixture.read(shop, "renewed", "earliest", login))
                .isEqualTo(lines(1, 3)));
        assertThat(topics.consume(shop, "--group", "renewed", "--config", old.toString()))
                .isEqualTo(1);
        assertThat(topics.complaint())
                .isEqualTo("the broker refused the login (Authentication failed during authentication due to invalid"
                        + " credentials with SASL mechanism SCRAM-SHA-512). Check security.protocol, sasl.mechanism and"
                        + " sasl.jaas.config in sink.kafka.properties or --config\n");
    }

    @Test
    void nothingOfADeletedGroupStays() throws Exception {
        Path login = account(shop, "shop", "gone");

        assertThat(topics.groups(shop, "delete", "gone")).isZero();

        assertThat(rights("shop-gone")).isEmpty();
        assertThat(topics.admin.listConsumerGroups().all().get())
                .noneMatch(group -> group.groupId().equals("gone"));
        assertThatThrownBy(() -> TopicFixture.read(shop, "gone", null, login))
                .hasMessageStartingWith("the broker refused the login (");
    }

    @Test
    void whatWasInterruptedIsDoneByTheNextTry() throws Exception {
        account(shop, "shop", "half");
        // as if create had ended before the position, and before the password
        topics.admin.deleteConsumerGroups(List.of("half")).all().get();
        topics.admin
                .alterUserScramCredentials(
                        List.of(new UserScramCredentialDeletion("shop-half", ScramMechanism.SCRAM_SHA_512)))
                .all()
                .get();
        assertThat(topics.groups(shop, "describe", "half")).isZero();

        Path login = account(shop, "shop", "half");
        assertThat(TopicFixture.read(shop, "half", null, login)).isEqualTo(lines(1, 3));

        // as if delete had ended before the position
        topics.admin.deleteAcls(List.of(ofUser("shop-half"))).all().get();
        assertThat(topics.groups(shop, "delete", "half")).isZero();
        assertThat(topics.groups(shop, "describe", "half")).isEqualTo(1);
    }

    @Test
    void takesNothingThatIsSomebodyElses() throws Exception {
        topics.admin
                .createAcls(List.of(new AclBinding(
                        new ResourcePattern(ResourceType.GROUP, "theirs", PatternType.LITERAL),
                        new AccessControlEntry("User:bob", "*", AclOperation.READ, AclPermissionType.ALLOW))))
                .all()
                .get();
        topics.admin
                .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        "shop-writer", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "a secret")))
                .all()
                .get();

        assertThat(topics.groups(shop, "create", "theirs")).isEqualTo(1);
        assertThat(topics.groups(shop, "create", "writer")).isEqualTo(1);

        assertThat(topics.complaint()).isEqualTo("""
                the group 'theirs' is for another user already: the broker's ACLs name User:bob. Choose another name
                the user 'shop-writer', who would be the account of group 'writer', is there already and is not this task's: choose another name
                """);
        assertThat(rights("shop-theirs")).isEmpty();
    }

    /** Makes a group, and gives a file with its login. */
    private Path account(Path task, String name, String group) throws Exception {
        topics.printed();
        assertThat(topics.groups(task, "create", group)).as(topics.complaint()).isZero();
        List<String> told = topics.printed().lines().toList();
        assertThat(told)
                .startsWith("group '%s' begins at the oldest record that is kept".formatted(group))
                .hasSize(3);
        assertThat(told.get(1)).isEqualTo("user: %s-%s".formatted(name, group));
        assertThat(told.get(2)).matches("password: [A-Za-z0-9_-]{32}");
        assertThat(rights(name + "-" + group)).hasSize(3);
        return topics.config(
                group, KafkaLogin.scram(name + "-" + group, told.get(2).substring("password: ".length())));
    }

    private Collection<AclBinding> rights(String user) throws Exception {
        return topics.admin.describeAcls(ofUser(user)).values().get();
    }

    private static AclBindingFilter ofUser(String user) {
        return new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter("User:" + user, null, AclOperation.ANY, AclPermissionType.ANY));
    }
}
