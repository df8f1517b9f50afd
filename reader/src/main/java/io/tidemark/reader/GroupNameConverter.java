package io.tidemark.reader;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a group's name on a command line. */
final class GroupNameConverter implements ITypeConverter<GroupName> {
    @Override
    public GroupName convert(String value) {
        try {
            return new GroupName(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
