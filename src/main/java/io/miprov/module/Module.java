package io.miprov.module;

/**
 * A kind of task. An implementation is final, has a {@link Doc} with an example, and a nested
 * record {@code Params} whose components each have a {@link Doc}.
 *
 * @param <P> the record of its parameters
 */
public interface Module<P extends Record> {

    /**
     * Says what to ask of a host. Pure: it does not read, send, log or ask the time; what it needs
     * from the controller is in the parameters ({@link LocalFile}, {@link Rendered}).
     *
     * @throws BadParams when parameters that are each right do not go together
     */
    Change plan(P params, Facts facts);

    /**
     * The parameter that takes the bare text of {@code - command: ls -l}; empty when there is none.
     */
    default String freeForm() {
        return "";
    }

    /**
     * Whether it can be left to itself on the host ({@code async}). Those that Ansible does on the
     * controller, or begins there, can not.
     */
    default boolean detaches() {
        return true;
    }

    /** What is told when a parameter that it needs is not given. */
    default String missing(String parameter) {
        return "missing required arguments: " + parameter;
    }

    /**
     * Whether another host may do it ({@code delegate_to}). What goes between the controller and
     * the task's own host can not be meant for another.
     */
    default boolean delegates() {
        return true;
    }

    /**
     * Whether a text that says yes or no is taken for that, as long as {@code jinja2_native} is not
     * set.
     */
    default boolean readsTruth() {
        return false;
    }

    /** Whether it leaves every machine as it is, whatever it is told. */
    default boolean looksOnly() {
        return false;
    }
}
