package io.miprov.library.archive;

/**
 * What an archive may ask for.
 *
 * @param members how many there may be
 * @param bytes how many they may hold in all
 * @param ratio how many times larger than the archive they may be, once they hold more than 100 MB
 * @param caseMatters whether names may differ in upper and lower case only
 */
public record Limits(int members, long bytes, int ratio, boolean caseMatters) {
    /** For any archive that a person made. */
    public static final Limits USUAL = new Limits(500_000, 50L << 30, 200, true);

    /** For the distribution of a product. */
    public static final Limits DISTRIBUTION = new Limits(100_000, 10L << 30, 100, false);

    static final long SMALL = 100L << 20;
}
