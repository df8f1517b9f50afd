package io.tidemark.reader;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a point to begin at on a command line. */
final class StartPointConverter implements ITypeConverter<StartPoint> {
    @Override
    public StartPoint convert(String value) {
        try {
            return StartPoint.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
