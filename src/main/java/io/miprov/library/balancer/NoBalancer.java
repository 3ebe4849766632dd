package io.miprov.library.balancer;

import io.miprov.library.balancer.BalancerMemberModule.Params;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import java.util.List;

/** For a node that stands alone: nobody sends it requests on behalf of others. */
final class NoBalancer implements Balancer {

    @Override
    public Change change(Params params) {
        return new Answer(
                new Report(
                                params.names().stream()
                                        .map(name -> Report.Member.absent("", name))
                                        .toList(),
                                0,
                                List.of(
                                        "there is no balancer, so requests that come now reach the"
                                                + " member, or fail"))
                        .ok(params.state()));
    }
}
