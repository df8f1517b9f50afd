package example;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.udf.custom.CustomFunction;
import io.tidemark.udf.custom.TargetColumn;
import io.tidemark.udf.custom.UnsuitableException;
import io.tidemark.udf.custom.ValueConverter;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Puts a keyed hash (HMAC-SHA-256) in the place of a text: the same for the same text, and nothing without the key. */
public final class Pseudonym implements CustomFunction {

    @Override
    public String name() {
        return "pseudonym";
    }

    @Override
    public ValueConverter open(TargetColumn column, Map<String, String> options) {
        if (!column.isText()) {
            throw new UnsuitableException("the column must be text, varchar or char, so that a hash may stand in it");
        }
        if (!options.keySet().equals(Set.of("key"))) {
            throw new UnsuitableException("the one option is key, but there are " + options.keySet());
        }
        Mac mac = mac(options.get("key"));
        return value -> HexFormat.of().formatHex(mac.doFinal(value.getBytes(UTF_8)));
    }

    private static Mac mac(String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
