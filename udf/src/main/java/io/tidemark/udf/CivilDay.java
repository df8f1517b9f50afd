package io.tidemark.udf;

/**
 * Days of the Gregorian calendar, extended to all time, counted from 1970-01-01, without an object for each.
 *
 * <p>Years are counted as astronomers do: 1 BC is 0. The arithmetic takes a year to begin in March, so that the day that
 * some years lack is the last, and an era to be the 400 years after which the calendar repeats.
 */
final class CivilDay {

    private static final int DAYS_OF_ERA = 146_097;
    private static final int EPOCH_IN_ERAS = 719_468; // 1970-01-01, counted from 0000-03-01

    private CivilDay() {}

    static long of(long year, int month, int day) {
        long shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - 400 * era;
        long dayOfYear = (153L * ((month + 9) % 12) + 2) / 5 + day - 1;
        long dayOfEra = 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return DAYS_OF_ERA * era + dayOfEra - EPOCH_IN_ERAS;
    }

    /** The date of a day, packed: take it apart with {@link #year}, {@link #month} and {@link #day}. */
    static long date(long epochDay) {
        long fromMarch = epochDay + EPOCH_IN_ERAS;
        long era = Math.floorDiv(fromMarch, (long) DAYS_OF_ERA);
        long dayOfEra = fromMarch - DAYS_OF_ERA * era;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0);
        return year << 9 | month << 5 | day;
    }

    static long year(long date) {
        return date >> 9;
    }

    static int month(long date) {
        return (int) (date >> 5) & 0xF;
    }

    static int day(long date) {
        return (int) date & 0x1F;
    }
}
