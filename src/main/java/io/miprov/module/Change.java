package io.miprov.module;

import io.miprov.host.Host;

/**
 * What a task asks of a host. A module only builds one; {@link #on} is where it meets the host, and
 * these records are the only ones that know about {@link Mode}, so no module can forget check mode.
 */
public sealed interface Change
        permits Ensure,
                Edit,
                Put,
                Tree,
                Fetch,
                Run,
                Act,
                Ask,
                Await,
                Decide,
                Work,
                All,
                Answer,
                Detached {

    /** Looks, acts if it must, and tells what came of it. */
    Outcome on(Host host, Mode mode);
}
