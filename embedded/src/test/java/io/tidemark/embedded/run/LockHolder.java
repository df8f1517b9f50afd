package io.tidemark.embedded.run;

import java.io.IOException;
import java.nio.file.Path;

/** Takes a task's lock, says so, and keeps it until its standard input ends. */
public final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        TaskLock lock = TaskLock.take(new TaskFolder(Path.of(arguments[0])));
        System.out.println("taken");
        System.in.transferTo(System.out);
        lock.release();
    }
}
