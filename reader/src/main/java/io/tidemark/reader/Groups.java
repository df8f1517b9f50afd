package io.tidemark.reader;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consumer groups of a task, as an operator sees and changes them. Whatever is refused is a {@link ReaderException} with
 * the way out, and nothing is changed then.
 */
interface Groups extends Closeable {

    GroupSurvey survey() throws IOException;

    /** Of one group, which there must be. */
    GroupSurvey survey(GroupName name) throws IOException;

    /**
     * Makes a group that has read nothing.
     *
     * @param passwordFile what its account's password is read from; {@code null} if it is to be made up
     * @return what to tell, a line each
     */
    List<String> create(GroupName name, StartPoint start, @Nullable Path passwordFile) throws IOException;

    /** Moves a group that nobody reads; gives what to tell. */
    String reset(GroupName name, StartPoint start) throws IOException;

    /** Gives a group's account another password, and an account if it has none; gives what to tell. */
    List<String> password(GroupName name, @Nullable Path passwordFile) throws IOException;

    /** Forgets a group that nobody reads, and its account. */
    void delete(GroupName name) throws IOException;
}
