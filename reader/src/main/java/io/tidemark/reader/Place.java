package io.tidemark.reader;

/**
 * Where reading goes on: in this file, at this byte, which begins a record or is the file's end.
 *
 * @param offset how many bytes of the file have been consumed
 */
record Place(Part part, long offset) {

    @Override
    public String toString() {
        return part + ", byte " + offset;
    }
}
