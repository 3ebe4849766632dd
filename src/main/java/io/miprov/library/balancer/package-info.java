/**
 * Members of balancers: who gets requests and who does not, for each kind of balancer a class. To
 * add a balancer, implement {@link io.miprov.library.balancer.Balancer} and name it in {@link
 * io.miprov.library.balancer.BalancerMemberModule.Kind}.
 */
package io.miprov.library.balancer;
