package io.tidemark.task;

import org.jspecify.annotations.Nullable;

/** Reads the section {@code source}. */
final class SourceReader {

    /** Goes on in the place of a source that is wrong; never handed out. */
    static final Source NONE = new Source("none", 5432, "none", "none", null, Tls.DEFAULT);

    private final References references;

    SourceReader(References references) {
        this.references = references;
    }

    Source read(Section section) {
        Tls tls = section.section("tls", this::tls, Tls.DEFAULT);
        return new Source(
                section.requiredText("host", Source::checkHost, NONE.host()),
                section.text("port", text -> Scalars.number(text, 1, 65_535), NONE.port()),
                section.requiredText("database", Scalars::notEmpty, NONE.database()),
                section.requiredText("user", Scalars::notEmpty, NONE.user()),
                password(section, tls),
                tls);
    }

    /** Left out only by who shows a certificate. */
    private @Nullable Secret password(Section section, Tls tls) {
        Value value = section.value("password");
        if (value != null) {
            return value.text(references::secret);
        }
        if (tls.certificate() == null) {
            section.problem("password", "is missing, and there is no source.tls.certificate to show instead");
        }
        return null;
    }

    private Tls tls(Section section) {
        Tls.Mode mode = section.text("mode", text -> Choice.parse(Tls.Mode.class, text), Tls.DEFAULT.mode());
        Tls tls = new Tls(
                mode,
                section.text("ca", references::certificates),
                section.text("certificate", references::certificates),
                section.text("key", references::file),
                section.text("key-password", references::secret));
        checkTrust(section, mode);
        checkClient(section, mode);
        checkKey(section, tls);
        return tls;
    }

    private static void checkTrust(Section section, Tls.Mode mode) {
        if (section.has("ca") && !mode.verifies()) {
            section.problem(
                    "ca",
                    "is not looked at in mode '%s'; use verify-full or verify-ca, or leave it out"
                            .formatted(mode.key()));
        }
        if (section.has("certificate") && mode.verifies() && !section.has("ca")) {
            section.problem("ca", "is missing: with a client certificate, the server's CA must be given too");
        }
    }

    private static void checkClient(Section section, Tls.Mode mode) {
        if (section.has("certificate") != section.has("key")) {
            String missing = section.has("key") ? "certificate" : "key";
            section.problem(missing, "is missing: certificate and key go together");
        }
        if (section.has("certificate") && mode == Tls.Mode.DISABLE) {
            section.problem("certificate", "cannot be shown in mode 'disable'");
        }
        if (section.has("key-password") && !section.has("key")) {
            section.problem("key-password", "has no key to open");
        }
    }

    /** The key must open, and the certificates must be some: better told here than at the first handshake. */
    private void checkKey(Section section, Tls tls) {
        Value value = section.value("key");
        if (value != null && tls.key() != null) {
            value.text(text -> {
                references.checkKey(text, tls.keyPassword());
                return text;
            });
        }
    }
}
