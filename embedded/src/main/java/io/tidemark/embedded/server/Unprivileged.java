package io.tidemark.embedded.server;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program that refuses to run as root is run: in a user namespace of its own where the kernel allows it, as
 * {@code nobody} where not, and as it is for everybody else.
 */
enum Unprivileged {
    AS_IT_IS(""),
    IN_A_USER_NAMESPACE("unshare -U"),
    AS_NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

    private static final int NOBODY = 65_534;

    private final String prefix;

    Unprivileged(String prefix) {
        this.prefix = prefix;
    }

    static Unprivileged ofThisProcess() {
        if (new UnixSystem().getUid() != 0) {
            return AS_IT_IS;
        }
        // without a mapping the kernel shows 65534 for root, and files of root still count as one's own
        boolean namespaces =
                Command.run(IN_A_USER_NAMESPACE.command(List.of("id", "-u"))).succeeded();
        return namespaces ? IN_A_USER_NAMESPACE : AS_NOBODY;
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (!prefix.isEmpty()) {
            whole.addAll(List.of(prefix.split(" ")));
        }
        whole.addAll(command);
        return List.copyOf(whole);
    }

    /** Whether files below this user's home can be out of reach for the program. */
    boolean isAnotherUser() {
        return this == AS_NOBODY;
    }

    /** Makes a file or folder the program's own. */
    void own(Path path) throws IOException {
        if (this == AS_NOBODY) {
            Files.setAttribute(path, "unix:uid", NOBODY);
        }
    }
}
