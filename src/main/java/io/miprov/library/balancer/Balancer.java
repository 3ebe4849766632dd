package io.miprov.library.balancer;

import io.miprov.module.Change;

/**
 * A kind of balancer: how members are looked at, drained and admitted on one host of it.
 *
 * <p>What each keeps to: members that somebody took out by hand stay out; enough members stay; a
 * drain is over when no request is left, and not before; what is cut off at any point is finished
 * by the same call, or undone by the opposite one; after a reload or a restart of the balancer the
 * members are as they were before.
 */
interface Balancer {

    /** What brings the members to the state; registers what {@link Report} says. */
    Change change(BalancerMemberModule.Params params);
}
