package io.tidemark.precheck;

import java.time.Duration;
import java.util.List;

/** All checks, in the order in which they are asked: the server, the slot, the role, the objects, the settings, the sink. */
final class Checks {

    static final List<Precheck> ALL = List.of(
            new ServerVersionCheck(),
            new StandbyCheck(),
            new OneServerCheck(),
            new ClockCheck(),
            new TlsCheck(),
            new EncodingCheck(),
            new DatabaseNameCheck(),
            new WalLevelCheck(),
            new WalRetentionCheck(),
            new FreeSlotsCheck(),
            new FreeWalSendersCheck(),
            new SlotStateCheck(Duration.ofSeconds(5)),
            new FailoverCheck(),
            new PublicationCheck(),
            new LongTransactionsCheck(Duration.ofMinutes(1)),
            new ReplicationRoleCheck(),
            new ReplicationLoginCheck(),
            new ReplicationSeesCheck(),
            new ObjectsExistCheck(),
            new LoggedTablesCheck(),
            new PartitionsCheck(),
            new PartitionStorageCheck(),
            new TableCountCheck(),
            new TableRightsCheck(),
            new RowSecurityCheck(),
            new ReplicaIdentityCheck(),
            new FullIdentityCheck(),
            new PrimaryKeyCheck(),
            new ColumnsExistCheck(),
            new IdentityColumnsCheck(),
            new GeneratedColumnsCheck(),
            new RowFilterCheck(),
            new RowFilterColumnsCheck(),
            new SameNameCheck(),
            new SpecialTypesCheck(),
            new MoneyCheck(),
            new WideRowsCheck(),
            new ToastedCheck(),
            new NormaliseColumnsCheck(),
            new NormaliseDigitsCheck(),
            new FunctionColumnsCheck(),
            new RetryCheck(),
            new SnapshotEstimateCheck(),
            new SinkDirectoryCheck(),
            new SinkSpaceCheck(),
            new BrokersCheck(),
            new SinkSettingsCheck(),
            new TopicsCheck(),
            new TopicNamesCheck(),
            new TopicRecordsCheck(),
            new TopicTimesCheck(),
            new TransactionsCheck(),
            new TopicRightsCheck());

    private Checks() {}
}
