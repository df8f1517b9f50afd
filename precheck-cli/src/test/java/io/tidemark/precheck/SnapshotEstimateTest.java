package io.tidemark.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Figure;
import io.tidemark.precheck.Finding.Passed;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.source.WalDisk;
import io.tidemark.task.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 100 GB, read at 100 MB a second, while the server writes 1 MB of WAL a second: 1,024 MB meanwhile. */
class SnapshotEstimateTest {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private static final String SEEN =
            "1 table of 100 GB on disk and about 5 rows; read in 17 min by one reader, at 100 MB a second; meanwhile 1.0 GB of WAL at 1.0 MB a second, and ";

    private static final List<String> MORE =
            List.of("ALTER SYSTEM SET max_slot_wal_keep_size = '4160MB';", "SELECT pg_reload_conf();");

    @Test
    void aSlotKeepsTwiceAsMuch() {
        assertThat(finding(2 * GIB, 20 * GIB)).isInstanceOf(Passed.class);
        assertThat(finding(null, 20 * GIB).seen())
                .isEqualTo(SEEN + "no limit on what a slot keeps; 20 GB free on its disk");
        assertThat(finding(null, 20 * GIB).figures())
                .containsExactly(
                        new Figure("tables", 1),
                        new Figure("bytes", 100 * GIB),
                        new Figure("rows", 5),
                        new Figure("tables_never_analysed", 0),
                        new Figure("bytes_per_second", 100 * MIB),
                        new Figure("seconds", 1024),
                        new Figure("wal_bytes_per_second", MIB),
                        new Figure("wal_bytes", GIB),
                        new Figure("wal_disk_free_bytes", 20 * GIB));
    }

    @Test
    void aSlotThatJustKeepsItIsAWarning() {
        assertThat(finding(2 * GIB - 1, 20 * GIB))
                .isInstanceOfSatisfying(
                        Warning.class, warning -> assertThat(warning.remedy()).isEqualTo(MORE));
    }

    @Test
    void aSlotThatIsGivenUpMeanwhileFails() {
        assertThat(finding(GIB - 1, 20 * GIB))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.remedy()).isEqualTo(MORE));
    }

    @Test
    void aDiskThatIsFullMeanwhileFails() {
        assertThat(finding(null, GIB - 1)).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.remedy())
                .containsExactly("Free more than 1.0 GB on the disk of /data/pg_wal, or task fewer tables at a time"));
        assertThat(finding(null, GIB)).isInstanceOf(Passed.class);
    }

    private static Finding finding(@Nullable Long limit, long free) {
        TableSize size = new TableSize(new TableName("public", "t"), 100 * GIB, 5, true);
        return new SnapshotEstimate(
                        List.of(size), 100 * MIB, null, MIB, limit, new WalDisk("localhost", "/data/pg_wal", free))
                .finding();
    }
}
