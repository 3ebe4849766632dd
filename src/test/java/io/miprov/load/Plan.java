package io.miprov.load;

import java.util.List;

/**
 * What to send.
 *
 * @param doors where to; each gets the same share
 * @param rate requests a second, without WebSockets
 * @param slowShare how many thousandths of them take 5 to 20 seconds
 * @param webSockets how many WebSockets are open at any time
 * @param webSocketSeconds how long a client holds one of them
 * @param held how many more are held for ever, until the server ends them
 */
public record Plan(
        List<Door> doors,
        int rate,
        int slowShare,
        int webSockets,
        long webSocketSeconds,
        int held) {

    public Plan {
        doors = List.copyOf(doors);
    }

    Door door(int number) {
        return doors.get(number % doors.size());
    }
}
