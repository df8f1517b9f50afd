import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.serializer.SerializerFeature;
import com.aliyun.dts.subscribe.clients.ConsumerContext;
import com.aliyun.dts.subscribe.clients.ConsumerContext.ConsumerSubscribeMode;
import com.aliyun.dts.subscribe.clients.DTSConsumer;
import com.aliyun.dts.subscribe.clients.DefaultDTSConsumer;
import com.aliyun.dts.subscribe.clients.formats.avro.Operation;
import com.aliyun.dts.subscribe.clients.record.DefaultUserRecord;
import com.aliyun.dts.subscribe.clients.record.RecordField;
import com.aliyun.dts.subscribe.clients.record.RowImage;
import com.aliyun.dts.subscribe.clients.record.value.DateTime;
import com.aliyun.dts.subscribe.clients.record.value.NoneValue;
import com.aliyun.dts.subscribe.clients.record.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints every change as a line: {@code DtsClient BROKER TOPIC GROUP ACCOUNT MILLISECONDS ASSIGN|SUBSCRIBE [again]}. */
public final class DtsClient {

    private static final List<Operation> ROWS =
            List.of(Operation.INIT, Operation.INSERT, Operation.UPDATE, Operation.DELETE);

    public static void main(String[] arguments) {
        ConsumerContext context = new ConsumerContext(
                arguments[0],
                arguments[1],
                arguments[2],
                arguments[3],
                System.getenv("DTS_PASSWORD"),
                arguments[4],
                ConsumerSubscribeMode.valueOf(arguments[5]));
        context.setProperty("kafka.isolation.level", "read_committed");
        context.setForceUseCheckpoint(arguments.length > 6); // from the time given, whatever it read before
        DTSConsumer consumer = new DefaultDTSConsumer(context);
        consumer.addRecordListeners(Map.of("print", DtsClient::print));
        consumer.start(); // stays here
    }

    private static void print(DefaultUserRecord record) {
        // getOperationType() has no word for INIT, a row of the snapshot: it says UNKNOWN
        Operation operation = record.getAvroRecord().getOperation();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("operation", operation);
        line.put("table", record.getAvroRecord().getObjectName());
        line.put("position", record.getAvroRecord().getSourcePosition());
        if (ROWS.contains(operation)) {
            line.put("before", row(record, record.getBeforeImage()));
            line.put("after", row(record, record.getAfterImage()));
        } else if (operation == Operation.DDL) {
            line.put("statement", record.getAvroRecord().getAfterImages());
        }
        System.out.println(JSON.toJSONString(line, SerializerFeature.WriteMapNullValue));
        record.commit("");
    }

    private static Map<String, String> row(DefaultUserRecord record, RowImage image) {
        Map<String, String> row = new LinkedHashMap<>();
        if (image != null) {
            for (RecordField field : record.getSchema().getFields()) {
                row.put(field.getFieldName(), text(image.getValue(field)));
            }
        }
        return row;
    }

    private static String text(Value<?> value) {
        if (value instanceof NoneValue) {
            return "(unknown)"; // not in the log, which is not NULL
        }
        String zone = value instanceof DateTime ? ((DateTime) value).getTimeZone() : null;
        return value == null ? null : value + (zone == null ? "" : zone);
    }
}
