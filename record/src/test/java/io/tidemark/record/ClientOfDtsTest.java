package io.tidemark.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who reads DTS reads us: the vendor's client, as it is on Maven Central, decodes what we write. */
class ClientOfDtsTest {

    private static final int USUAL = 16;
    private static final int ODD = 17;
    private static final int FAR = 18;

    private static ClientOfDts client;
    private static List<byte[]> records;

    @BeforeAll
    static void encode() throws Exception {
        client = new ClientOfDts();
        records = AvroExamples.encoded();
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
    }

    @Test
    void readsEveryOperation() throws Exception {
        List<String> heads = new ArrayList<>();
        for (byte[] record : records) {
            heads.add(client.read(record).head());
        }

        assertThat(heads)
                .containsExactly(
                        "UNKNOWN 0/197A1C0#0 shop.public.orders", // it has no word for INIT
                        "INSERT 0/197B000#1 shop.public.orders",
                        "UPDATE 0/197B000#2 shop.public.orders",
                        "UPDATE 0/197B000#3 shop.public.orders",
                        "UPDATE 0/197B000#4 shop.public.orders",
                        "UPDATE 0/197B000#5 shop.public.orders",
                        "DELETE 0/197B000#6 shop.public.orders",
                        "DELETE 0/197B000#7 shop.public.orders",
                        "DDL 0/197B000#8 shop.public.orders",
                        "INSERT 1/FF#4000 shop.we\"ird.täble\\u002E\\1",
                        "INSERT 1/FF#4000 shop.we\"ird.täble\\u002E\\1",
                        "INSERT 1/FF#4000 shop.we\"ird.täble\\u002E\\1",
                        "INSERT 1/FF#4000 shop.we\"ird.täble\\u002E\\1",
                        "UPDATE 0/197B000#9 shop.public.orders",
                        "INSERT 0/197B000#10 shop.public.orders",
                        "INSERT 1/FF#4000 shop.we\"ird.täble\\u002E\\1",
                        "INSERT 0/197B000#11 shop.public.types",
                        "INSERT 0/197B000#11 shop.public.types",
                        "INSERT 0/197B000#11 shop.public.types",
                        "BEGIN 0/197B000#0 null",
                        "COMMIT 0/197B000#10 null");
    }

    @Test
    void knowsTheKey() throws Exception {
        assertThat(client.read(records.get(0)).key()).containsExactly("id");
        assertThat(client.read(records.get(9)).key()).containsExactly("\"id\"");
        assertThat(client.read(records.get(USUAL)).key()).containsExactly("id", "s");
    }

    @Test
    void tellsAValueThatIsNotHereFromNull() throws Exception {
        assertThat(client.read(records.get(1)).after())
                .containsExactly("42", "9.90", "1.5", "f", "2026-01-01 08:00:00.0+08:00", null);
        assertThat(client.read(records.get(5)).after())
                .containsExactly("42", "NONE", "1.5", "t", "2026-01-01 08:00:00.0+08:00", "NONE");
    }

    @Test
    void readsEveryType() throws Exception {
        assertThat(client.read(records.get(USUAL)).after())
                .containsExactly(
                        "1",
                        "-32768",
                        "9223372036854775807",
                        "4294967295",
                        "123456789012345678901234567890.10",
                        "123400",
                        "1.1",
                        "0.1",
                        "x",
                        "pg_class",
                        "naïve",
                        "ab   ",
                        "C:\\tmp",
                        "2026-01-31",
                        "12:34:56.5",
                        "18:00:00.000001+08:00",
                        "2026-01-31 18:00:00.123456",
                        "2026-01-31 18:00:00.12+08:00",
                        "DEADBEEF",
                        "t",
                        "{\"a\": 1}",
                        "{\"a\": [true, null]}",
                        "<a/>",
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                        "happy",
                        "7",
                        "{1,NULL,3}",
                        "$1,234.50",
                        "1 mon -00:00:01");
    }

    @Test
    void readsOddValues() throws Exception {
        assertThat(client.read(records.get(ODD)).after().subList(4, 18))
                .containsExactly(
                        "NaN",
                        "Infinity",
                        "3.4028235E38",
                        "4.9E-324",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "infinity",
                        "24:00:00.0",
                        "00:00:00.0+05:30",
                        "0044-03-15 12:00:00 BC",
                        "-infinity");
        assertThat(client.read(records.get(FAR)).after().subList(13, 18))
                .containsExactly(
                        "294276-12-31",
                        null,
                        "23:59:59.999999-04:56:02",
                        "294276-12-31 23:59:59.999999",
                        "0001-01-01 00:05:43.0+08:05:43");
    }
}
