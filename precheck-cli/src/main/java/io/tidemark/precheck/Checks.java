package io.tidemark.precheck;

import java.util.List;

/** All checks, in the order in which they are asked: the server, the role, the slot, the objects. */
final class Checks {

    static final List<Precheck> ALL = List.of(
            new ServerVersionCheck(),
            new StandbyCheck(),
            new TlsCheck(),
            new EncodingCheck(),
            new WalLevelCheck(),
            new WalRetentionCheck(),
            new FreeSlotsCheck(),
            new FreeWalSendersCheck(),
            new SlotStateCheck(),
            new LongTransactionsCheck(),
            new ReplicationRoleCheck(),
            new ObjectsExistCheck(),
            new LoggedTablesCheck(),
            new TableCountCheck(),
            new TableRightsCheck(),
            new RowSecurityCheck(),
            new ReplicaIdentityCheck(),
            new PrimaryKeyCheck());

    private Checks() {}
}
