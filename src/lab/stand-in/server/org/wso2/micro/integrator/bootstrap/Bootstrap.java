package org.wso2.micro.integrator.bootstrap;

import io.miprov.standin.Main;

/**
 * The class that start scripts name, so that the script of a real distribution starts the stand-in
 * too.
 */
public final class Bootstrap {
    private Bootstrap() {}

    public static void main(String[] args) throws Exception {
        Main.main(args);
    }
}
