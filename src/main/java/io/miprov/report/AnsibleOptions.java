package io.miprov.report;

/**
 * What Ansible's own settings say of its output.
 *
 * @param coloured whether lines have colours
 * @param verbosity how many times {@code -v} was given
 * @param columns how wide the terminal is; 79 when there is none
 * @param okHosts whether results are shown that changed nothing
 * @param skippedHosts whether results are shown of what was skipped
 * @param failedToErr whether failures go to standard error
 * @param pathOnFailure whether a failure says where its task stands
 * @param checkMarkers whether headings say that this is a check
 */
public record AnsibleOptions(
        boolean coloured,
        int verbosity,
        int columns,
        boolean okHosts,
        boolean skippedHosts,
        boolean failedToErr,
        boolean pathOnFailure,
        boolean checkMarkers) {

    /** The width of lines where there is no terminal. */
    public static final int USUAL_COLUMNS = 79;

    /** Ansible's defaults, without a terminal. */
    public static final AnsibleOptions USUAL =
            new AnsibleOptions(false, 0, USUAL_COLUMNS, true, true, false, false, false);
}
