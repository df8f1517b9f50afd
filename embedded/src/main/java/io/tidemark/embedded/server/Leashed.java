package io.tidemark.embedded.server;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another class's {@code main} in a JVM that ends as soon as its standard input does. The parent holds the other
 * end of that pipe, and the kernel closes it when the parent goes, by {@code kill -9} too. This is the only class of ours
 * that Flink's processes see, so it uses nothing but Java.
 */
public final class Leashed {

    private static final int PARENT_HAS_GONE = 70;

    private Leashed() {}

    /** Arguments: the name of the class to run, then that class's own arguments. */
    public static void main(String[] arguments) throws Throwable {
        Thread watch = new Thread(Leashed::endWithStandardInput, "leash");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWithStandardInput() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException broken) {
            Runtime.getRuntime().halt(PARENT_HAS_GONE);
        }
        // not exit: a hook that waits for the lost parent's other servers would keep this JVM
        Runtime.getRuntime().halt(PARENT_HAS_GONE);
    }
}
